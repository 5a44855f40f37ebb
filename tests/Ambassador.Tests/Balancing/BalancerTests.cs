using Ambassador.Balancing;
using Ambassador.Targets;

namespace Ambassador.Tests.Balancing;

public class BalancerTests
{
    private readonly Backends _backends = new();

    [Fact]
    public void WithoutTargetsThereIsNone()
    {
        var balancer = _backends.Balance(new BalancingRules());

        Assert.Null(balancer.Pick(default));
    }

    [Theory, EveryAlgorithm]
    public void EveryAlgorithmHasARetryGoElsewhere(BalancingAlgorithm algorithm)
    {
        var targets = _backends.Many(5);
        var balancer = _backends.Balance(new BalancingRules { Algorithm = algorithm, MaglevTableSize = 251 }, targets);

        for (var key = 0UL; key < 200; key++)
        {
            var tried = new List<Target>();
            for (var attempt = 0; attempt < targets.Length; attempt++)
            {
                var target = balancer.Pick(new PickContext(HashKeys.Mix(key), tried));
                Assert.DoesNotContain(target, tried);
                tried.Add(target!);
            }

            // Everyone has been tried: then it is anyone.
            Assert.Contains(balancer.Pick(new PickContext(HashKeys.Mix(key), tried)), targets);
        }
    }

    [Theory, EveryAlgorithm]
    public void WhatIsNotAvailableIsNotPickedEvenBeforeTheBalancerHasBeenTold(BalancingAlgorithm algorithm)
    {
        var targets = _backends.Many(6);
        var balancer = _backends.Balance(new BalancingRules { Algorithm = algorithm, MaglevTableSize = 251 }, targets);
        targets[0].IsEjected = true;
        targets[3].Health = TargetHealth.Unhealthy;

        for (var key = 0UL; key < 500; key++)
            Assert.True(balancer.Pick(new PickContext(HashKeys.Mix(key)))!.IsAvailable);
    }

    [Fact]
    public void BelowThePanicThresholdAllAreUsed()
    {
        var targets = _backends.Many(10);
        foreach (var target in targets[..5])
            target.Health = TargetHealth.Unhealthy;

        var balancer = _backends.Balance(new BalancingRules { Algorithm = BalancingAlgorithm.RoundRobin }, targets);
        Assert.Equal(targets[5..], Pick(balancer, 100).Distinct().Order(By.Address));

        targets[5].Health = TargetHealth.Unhealthy;
        balancer.Refresh();
        Assert.Equal(targets, Pick(balancer, 100).Distinct().Order(By.Address));
    }

    [Fact]
    public void WithoutPanicNobodyIsPickedWhenNobodyIsAvailable()
    {
        var targets = _backends.Many(2);
        var balancer = _backends.Balance(new BalancingRules { PanicThreshold = 0 }, targets);
        targets[0].IsEjected = targets[1].IsEjected = true;

        Assert.Null(balancer.Pick(default));
        balancer.Refresh();
        Assert.Null(balancer.Pick(default));

        targets[1].IsEjected = false;
        balancer.Refresh();
        Assert.Same(targets[1], balancer.Pick(default));
    }

    // Envoy's documentation: with half of P=0 healthy, 70% stay there.
    [Theory, EveryAlgorithm(BalancingAlgorithm.FirstAvailable, BalancingAlgorithm.Sticky)]
    public void CallsSpillToTheNextPriority(BalancingAlgorithm algorithm)
    {
        Target[] first = [.. Enumerable.Range(0, 4).Select(i => _backends.Add($"a{i}"))];
        Target[] second = [.. Enumerable.Range(0, 4).Select(i => _backends.Add($"b{i}", priority: 5))];
        first[0].Health = first[1].Health = TargetHealth.Unhealthy;
        var balancer = _backends.Balance(new BalancingRules { Algorithm = algorithm, MaglevTableSize = 251 }, [.. second, .. first]);

        var picked = Pick(balancer, 20_000, keys: true);

        Assert.InRange(picked.Count(target => target.Endpoint.Priority == 0) / 20_000.0, 0.69, 0.71);
        Assert.DoesNotContain(picked, target => !target.IsAvailable);
    }

    [Fact]
    public void TheDegradedHaveWhatTheHealthyCannotBear()
    {
        var targets = _backends.Many(10);
        foreach (var target in targets[5..])
            target.Health = TargetHealth.Degraded;

        var balancer = _backends.Balance(new BalancingRules { Algorithm = BalancingAlgorithm.Random }, targets);

        Assert.InRange(Pick(balancer, 20_000).Count(target => target.Health == TargetHealth.Degraded) / 20_000.0, 0.29, 0.31);
    }

    [Fact]
    public void FirstAvailableGoesByPriorityThenOrder()
    {
        Target late = _backends.Add("late", priority: 1), first = _backends.Add("first"), second = _backends.Add("second");
        var balancer = _backends.Balance(new BalancingRules { Algorithm = BalancingAlgorithm.FirstAvailable }, late, first, second);

        Assert.All(Pick(balancer, 10), target => Assert.Same(first, target));
        Assert.Same(second, balancer.Pick(new PickContext(tried: [first])));
        Assert.Same(late, balancer.Pick(new PickContext(tried: [first, second])));

        first.IsEjected = true;
        Assert.Same(second, balancer.Pick(default));
        second.Health = TargetHealth.Degraded;
        balancer.Refresh();
        Assert.Same(late, balancer.Pick(default));
    }

    [Fact]
    public void ASubsetIsAllThereIs()
    {
        Target one = _backends.Add("a", labels: ("version", "1")), two = _backends.Add("b", labels: [("version", "2"), ("stage", "prod")]);
        var rules = new BalancingRules { Algorithm = BalancingAlgorithm.Random, Subset = Labels(("version", "2"), ("stage", "prod")) };

        Assert.All(Pick(_backends.Balance(rules, one, two), 50), target => Assert.Same(two, target));
        Assert.Same(two, _backends.Balance(rules, one, two).Pick(new PickContext(tried: [two])));
    }

    [Fact]
    public void ASubsetWithoutTargetsFallsBack()
    {
        Target one = _backends.Add("a", labels: ("version", "1")), two = _backends.Add("b", labels: ("version", "2"));
        var rules = new BalancingRules { Algorithm = BalancingAlgorithm.Random, Subset = Labels(("version", "3")) };

        Assert.Null(_backends.Balance(rules, one, two).Pick(default));
        Assert.Equal([one, two], Pick(_backends.Balance(rules with { SubsetFallback = SubsetFallback.Any }, one, two), 50).Distinct().Order(By.Address));
        var other = rules with { SubsetFallback = SubsetFallback.Default, DefaultSubset = Labels(("version", "1")) };
        Assert.Equal([one], Pick(_backends.Balance(other, one, two), 50).Distinct());
    }

    [Fact]
    public void ACanaryHasItsShareWhileItIsAvailable()
    {
        Target[] stable = _backends.Many(3);
        var canary = _backends.Add("canary", labels: ("version", "v2"));
        var rules = new BalancingRules { Algorithm = BalancingAlgorithm.RoundRobin, Split = [new TrafficShare(Labels(("version", "v2")), 0.05)] };
        var balancer = _backends.Balance(rules, [.. stable, canary]);

        Assert.InRange(Pick(balancer, 40_000).Count(target => target == canary) / 40_000.0, 0.045, 0.055);

        canary.IsEjected = true;
        balancer.Refresh();
        Assert.DoesNotContain(canary, Pick(balancer, 1_000));
    }

    [Fact]
    public void ThoseWithoutAShareStandInForThoseWithAll()
    {
        Target old = _backends.Add("old"), current = _backends.Add("current", labels: ("version", "v2"));
        var rules = new BalancingRules { Algorithm = BalancingAlgorithm.Random, Split = [new TrafficShare(Labels(("version", "v2")), 1)] };
        var balancer = _backends.Balance(rules, old, current);
        Assert.All(Pick(balancer, 50), target => Assert.Same(current, target));

        current.IsEjected = true;
        balancer.Refresh();
        Assert.All(Pick(balancer, 50), target => Assert.Same(old, target));

        old.IsEjected = true;
        balancer.Refresh();
        Assert.All(Pick(balancer, 50), target => Assert.Same(current, target));
    }

    [Theory]
    [InlineData(BalancingAlgorithm.RingHash)]
    [InlineData(BalancingAlgorithm.Maglev)]
    public void AKeyIsAlwaysOnTheSameSideOfASplit(BalancingAlgorithm algorithm)
    {
        var canary = _backends.Add("canary", labels: ("version", "v2"));
        var rules = new BalancingRules { Algorithm = algorithm, MaglevTableSize = 251, Split = [new TrafficShare(Labels(("version", "v2")), 0.2)] };
        var balancer = _backends.Balance(rules, [.. _backends.Many(3), canary]);
        var sides = Enumerable.Range(0, 5_000).Select(key => balancer.Pick(new PickContext((ulong)key))).ToArray();

        Assert.InRange(sides.Count(target => target == canary) / 5_000.0, 0.18, 0.22);
        Assert.Equal(sides, Enumerable.Range(0, 5_000).Select(key => balancer.Pick(new PickContext((ulong)key))));
    }

    [Fact]
    public void TheCallersZoneIsPreferredAsFarAsItsTargetsBear()
    {
        // A third of the callers, 2 of 8 targets: 25% of the calls for 33% of the callers, so 75% stay. What is left goes where targets are more than callers.
        Target[] targets = [.. "aabbbccc".Select((zone, i) => _backends.Add($"{zone}{i}", zone: $"{zone}"))];
        var balancer = _backends.Balance(new BalancingRules { Algorithm = BalancingAlgorithm.Random, Zone = "a" }, targets);

        var zones = Pick(balancer, 40_000).CountBy(target => target.Endpoint.Zone!).ToDictionary();

        Assert.InRange(zones["a"] / 40_000.0, 0.74, 0.76);
        Assert.InRange(zones["b"] / 40_000.0, 0.115, 0.135);
        Assert.All(Pick(_backends.Balance(new BalancingRules { Zone = "b" }, targets), 1_000), target => Assert.Equal("b", target.Endpoint.Zone));
    }

    [Fact]
    public void AZoneWithoutHealthyTargetsSendsItsCallsElsewhere()
    {
        Target[] targets = [.. "aabbbbbb".Select((zone, i) => _backends.Add($"{zone}{i}", zone: $"{zone}"))];
        targets[0].IsEjected = targets[1].IsEjected = true;

        Assert.All(Pick(_backends.Balance(new BalancingRules { Zone = "a" }, targets), 1_000), target => Assert.Equal("b", target.Endpoint.Zone));
    }

    [Fact]
    public void ANewTargetGetsItsFullWeightInTime()
    {
        var targets = _backends.Many(4);
        targets[0].AvailableSince = _backends.Clock.Now;
        var rules = new BalancingRules { Algorithm = BalancingAlgorithm.Random, SlowStart = TimeSpan.FromSeconds(100) };
        var balancer = _backends.Balance(rules, targets);

        foreach (var (passes, weight) in new[] { (0, 0.1), (5, 0.1), (45, 0.5), (40, 0.9), (10, 1.0) })
        {
            _backends.Time.Advance(TimeSpan.FromSeconds(passes));
            balancer.Refresh();
            Assert.Equal(weight < 1, balancer.IsWarmingUp);
            Assert.Equal(weight / (3 + weight), Pick(balancer, 40_000).Count(target => target == targets[0]) / 40_000.0, 0.01);
        }
    }

    [Fact]
    public void AKeySticksToItsTargetUntilThatIsGone()
    {
        var targets = _backends.Many(5);
        var balancer = _backends.Balance(new BalancingRules { Algorithm = BalancingAlgorithm.Sticky }, targets);
        var kept = Enumerable.Range(0, 100).ToDictionary(key => (ulong)key, key => balancer.Pick(new PickContext((ulong)key))!);
        Assert.True(kept.Values.Distinct().Count() > 1);

        // A retry goes elsewhere, and the key stays.
        Assert.NotSame(kept[0], balancer.Pick(new PickContext(0, [kept[0]])));
        balancer.Update([.. targets, .. _backends.Many(9)[5..]]);
        Assert.All(kept, each => Assert.Same(each.Value, balancer.Pick(new PickContext(each.Key))));

        kept[0].IsEjected = true;
        var next = balancer.Pick(new PickContext(0));
        kept[0].IsEjected = false;
        Assert.NotSame(kept[0], next);
        Assert.Same(next, balancer.Pick(new PickContext(0)));

        balancer.Update([.. targets.Where(target => target != next)]);
        Assert.NotSame(next, balancer.Pick(new PickContext(0)));
    }

    [Fact]
    public void WithoutAKeyCallsStayWithOneTargetUntilItFails()
    {
        var balancer = _backends.Balance(new BalancingRules { Algorithm = BalancingAlgorithm.Sticky }, _backends.Many(5));
        var first = balancer.Pick(default)!;
        Assert.Equal([first], Pick(balancer, 50).Distinct());

        var second = balancer.Pick(new PickContext(tried: [first]))!;
        Assert.NotSame(first, second);
        Assert.Equal([second], Pick(balancer, 50).Distinct());
    }

    [Fact]
    public void KeysThatStickAreBounded()
    {
        var balancer = _backends.Balance(new BalancingRules { Algorithm = BalancingAlgorithm.Sticky, StickyKeys = 100 }, _backends.Many(50));
        var first = Enumerable.Range(0, 10_000).Select(key => balancer.Pick(new PickContext((ulong)key))).ToArray();

        var same = Enumerable.Range(0, 5_000).Count(key => balancer.Pick(new PickContext((ulong)key)) == first[key]);
        Assert.InRange(same, 0, 500);
    }

    private Target[] Pick(Balancer balancer, int count, bool keys = false) =>
        [.. Enumerable.Range(0, count).Select(i => balancer.Pick(new PickContext(keys ? HashKeys.Mix((ulong)i) : null))!)];

    private static LabelSelector Labels(params (string Name, string Value)[] labels) => new(labels.ToDictionary(each => each.Name, each => each.Value));

    private static class By
    {
        public static readonly IComparer<Target> Address = Comparer<Target>.Create((one, other) => string.CompareOrdinal(one.Endpoint.Address, other.Endpoint.Address));
    }
}
