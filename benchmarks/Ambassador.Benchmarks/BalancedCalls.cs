using Ambassador.Pooling;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.Benchmarks;

/// <summary>An interface with a choice of targets.</summary>
[Ambassador(Retry = 3), Balance, Eject]
public interface IReplicated
{
    ValueTask<int> GetAsync(int id);

    ValueTask<int> OfUserAsync([HashKey] string user);
}

/// <summary>The same with one implementation.</summary>
[Ambassador(Retry = 3)]
public interface IAlone
{
    ValueTask<int> GetAsync(int id);
}

/// <summary>What a choice of ten targets adds to a call whose inner call has completed when it returns.</summary>
[MemoryDiagnoser]
public class BalancedCalls
{
    private readonly IAlone _alone = new AloneAmbassador(new Replica());
    private readonly IReplicated _roundRobin = Build(BalancingAlgorithm.RoundRobin);
    private readonly IReplicated _leastRequests = Build(BalancingAlgorithm.LeastRequests);
    private readonly IReplicated _peakEwma = Build(BalancingAlgorithm.PeakEwma);
    private readonly IReplicated _ringHash = Build(BalancingAlgorithm.RingHash);
    private readonly IReplicated _maglev = Build(BalancingAlgorithm.Maglev);
    private readonly IReplicated _pooled = Build(BalancingAlgorithm.LeastRequests, isPooled: true);

    [Benchmark(Baseline = true)]
    public ValueTask<int> OneImplementation() => _alone.GetAsync(1);

    [Benchmark]
    public ValueTask<int> RoundRobin() => _roundRobin.GetAsync(1);

    [Benchmark]
    public ValueTask<int> LeastRequests() => _leastRequests.GetAsync(1);

    [Benchmark]
    public ValueTask<int> PeakEwma() => _peakEwma.GetAsync(1);

    [Benchmark]
    public ValueTask<int> RingHash() => _ringHash.OfUserAsync("somebody");

    [Benchmark]
    public ValueTask<int> Maglev() => _maglev.OfUserAsync("somebody");

    [Benchmark]
    public ValueTask<int> LeastRequestsAndPool() => _pooled.GetAsync(1);

    private static IReplicated Build(BalancingAlgorithm algorithm, bool isPooled = false)
    {
        var services = new ServiceCollection();
        services.AddAmbassadorTargets<IReplicated>(targets =>
        {
            for (var i = 0; i < 10; i++)
                targets.Add($"target {i}");

            if (isPooled)
                targets.Pool((_, _) => new Instances());
            else
                targets.Create((_, _) => new Replica());
        });
        services.AddGeneratedAmbassadors(options => options.Configure<IReplicated>(new() { Balance = algorithm }));
        return services.BuildServiceProvider().GetRequiredService<IReplicated>();
    }

    private sealed class Replica : IReplicated, IAlone
    {
        public ValueTask<int> GetAsync(int id) => new(42);

        public ValueTask<int> OfUserAsync(string user) => new(42);
    }

    private sealed class Instances : IPooledTargetFactory<IReplicated>
    {
        public ValueTask<IReplicated> CreateAsync(CancellationToken cancellationToken) => new(new Replica());
    }
}
