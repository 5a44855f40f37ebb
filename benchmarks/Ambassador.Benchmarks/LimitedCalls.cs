using System.Threading.RateLimiting;
using BenchmarkDotNet.Attributes;
using Polly;

namespace Ambassador.Benchmarks;

[Ambassador, Bulkhead(100)]
public interface IBulkhead : IPassThrough;

[Ambassador, Bulkhead(100, PartitionBy = "id")]
public interface IPartitioned : IPassThrough;

[Ambassador, RateLimit(1_000_000_000)]
public interface IRateLimited : IPassThrough;

[Ambassador, AdaptiveConcurrency]
public interface IAdaptive : IPassThrough;

/// <summary>What the limits cost a call that they let in at once, beside those that Polly takes from System.Threading.RateLimiting.</summary>
[MemoryDiagnoser]
public class LimitedCalls
{
    private readonly LimitedService _direct = new();
    private readonly IBulkhead _bulkhead;
    private readonly IPartitioned _partitioned;
    private readonly IRateLimited _rateLimited;
    private readonly IAdaptive _adaptive;
    private readonly ResiliencePipeline _pollyBulkhead = new ResiliencePipelineBuilder().AddConcurrencyLimiter(100).Build();
    private readonly ResiliencePipeline _pollyRateLimit = new ResiliencePipelineBuilder()
        .AddRateLimiter(new TokenBucketRateLimiter(new()
        {
            TokenLimit = 1_000_000_000,
            TokensPerPeriod = 1_000_000_000,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }))
        .Build();

    public LimitedCalls()
    {
        _bulkhead = new BulkheadAmbassador(_direct);
        _partitioned = new PartitionedAmbassador(_direct);
        _rateLimited = new RateLimitedAmbassador(_direct);
        _adaptive = new AdaptiveAmbassador(_direct);
    }

    [Benchmark]
    public ValueTask<int> Bulkhead() => _bulkhead.GetAsync(1);

    [Benchmark]
    public Task<int> BulkheadTask() => _bulkhead.GetTaskAsync(1);

    [Benchmark]
    public ValueTask<int> PartitionedBulkhead() => _partitioned.GetAsync(1);

    [Benchmark]
    public ValueTask<int> RateLimit() => _rateLimited.GetAsync(1);

    [Benchmark]
    public ValueTask<int> AdaptiveConcurrency() => _adaptive.GetAsync(1);

    [Benchmark]
    public ValueTask<int> PollyConcurrencyLimiter() => _pollyBulkhead.ExecuteAsync(
        static (service, token) => service.GetAsync(1, token), _direct, CancellationToken.None);

    [Benchmark]
    public ValueTask<int> PollyRateLimiter() => _pollyRateLimit.ExecuteAsync(
        static (service, token) => service.GetAsync(1, token), _direct, CancellationToken.None);

    private sealed class LimitedService : IBulkhead, IPartitioned, IRateLimited, IAdaptive
    {
        private static readonly Task<int> Answer = Task.FromResult(42);

        public ValueTask<int> GetAsync(int id, CancellationToken cancellationToken = default) => new(42);

        public Task<int> GetTaskAsync(int id, CancellationToken cancellationToken = default) => Answer;
    }
}
