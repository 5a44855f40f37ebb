using Ambassador.Balancing;
using Ambassador.Targets;
using Ambassador.Time;
using BenchmarkDotNet.Attributes;

namespace Ambassador.Benchmarks;

/// <summary>What choosing a target costs, and that it does not depend on how many there are. They have different weights.</summary>
[MemoryDiagnoser, MinColumn]
public class Picks
{
    private readonly ulong[] _hashes = [.. Enumerable.Range(0, 1 << 12).Select(i => HashKeys.Mix((ulong)i))];
    private Balancer _balancer = null!;
    private int _next;

    [Params(10, 1_000, 10_000)]
    public int Targets { get; set; }

    [ParamsAllValues]
    public BalancingAlgorithm Algorithm { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var clock = new Clock(TimeProvider.System);
        Target[] targets = [.. Enumerable.Range(0, Targets).Select(i =>
            new Target<object>(new TargetEndpoint($"10.0.{i / 256}.{i % 256}:80") { Weight = 1 + (i % 3) }, new object(), clock))];
        _balancer = new Balancer(new BalancingRules { Algorithm = Algorithm }, clock);
        _balancer.Update(targets);
    }

    [Benchmark]
    public Target? Pick() => _balancer.Pick(new PickContext(_hashes[_next++ & 0xFFF]));
}
