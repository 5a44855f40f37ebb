using BenchmarkDotNet.Attributes;

namespace Ambassador.Benchmarks;

/// <summary>What a call costs whose inner call has completed when it returns: the path where nothing goes wrong.</summary>
[MemoryDiagnoser]
public class CompletedCalls
{
    private readonly Service _direct = new(pending: false);
    private readonly IPassThrough _passThrough;
    private readonly IRetry _retry;
    private readonly IRetryBreaker _retryBreaker;
    private readonly IRetryBreakerTimeout _retryBreakerTimeout;
    private readonly ICached _cached;
    private readonly PollyRival _polly;

    public CompletedCalls()
    {
        _passThrough = new PassThroughAmbassador(_direct);
        _retry = new RetryAmbassador(_direct);
        _retryBreaker = new RetryBreakerAmbassador(_direct);
        _retryBreakerTimeout = new RetryBreakerTimeoutAmbassador(_direct);
        _cached = new CachedAmbassador(_direct);
        _polly = new PollyRival(_direct);
    }

    [Benchmark]
    public ValueTask<int> Direct() => _direct.GetAsync(1);

    [Benchmark]
    public ValueTask<int> PassThrough() => _passThrough.GetAsync(1);

    [Benchmark]
    public ValueTask<int> Retry() => _retry.GetAsync(1);

    [Benchmark]
    public ValueTask<int> RetryBreaker() => _retryBreaker.GetAsync(1);

    [Benchmark]
    public Task<int> RetryBreakerTask() => _retryBreaker.GetTaskAsync(1);

    [Benchmark]
    public ValueTask<int> RetryBreakerTimeout() => _retryBreakerTimeout.GetAsync(1);

    [Benchmark]
    public ValueTask<int> CacheHitByInt() => _cached.GetAsync(1);

    [Benchmark]
    public ValueTask<int> CacheHitByString() => _cached.GetAsync("one");

    [Benchmark]
    public Task<int> CacheHitTask() => _cached.GetTaskAsync(1);

    [Benchmark]
    public ValueTask<int> PollyRetryBreaker() => _polly.RetryBreakerAsync(1);

    [Benchmark]
    public ValueTask<int> PollyRetryBreakerTimeout() => _polly.RetryBreakerTimeoutAsync(1);
}
