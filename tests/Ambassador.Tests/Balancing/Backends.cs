using Ambassador.Balancing;
using Ambassador.Targets;
using Ambassador.Time;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Balancing;

/// <summary>Targets to choose among, chance as the test has it, and a clock that stands still.</summary>
internal sealed class Backends(int seed = 1)
{
    private readonly Random _random = new(seed);

    public FakeTimeProvider Time { get; } = new();

    public Clock Clock => field ??= new Clock(Time);

    public double NextRandom() => _random.NextDouble();

    public Target Add(string address, double weight = 1, int priority = 0, string? zone = null, params (string Name, string Value)[] labels) =>
        Add(new TargetEndpoint(address) { Weight = weight, Priority = priority, Zone = zone, Labels = labels.ToDictionary(each => each.Name, each => each.Value) });

    public Target Add(TargetEndpoint endpoint) => new Target<object>(endpoint, new object(), Clock);

    public Target[] Many(int count, Func<int, double>? weight = null) =>
        [.. Enumerable.Range(0, count).Select(i => Add($"10.0.{i / 256}.{i % 256}:80", weight?.Invoke(i) ?? 1))];

    public Balancer Balance(BalancingRules rules, params IReadOnlyList<Target> targets)
    {
        var balancer = new Balancer(rules, Clock, NextRandom);
        balancer.Update(targets);
        return balancer;
    }

    public static WeightedTarget[] Weighted(params IEnumerable<Target> targets) =>
        [.. targets.Select(target => new WeightedTarget(target, target.Endpoint.Weight))];
}

internal static class Attempts
{
    /// <summary>An attempt begins on a target that is not closed.</summary>
    public static long Begin(this Target target)
    {
        Assert.True(target.TryBegin(out var began));
        return began;
    }
}
