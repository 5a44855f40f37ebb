using Ambassador.Balancing;
using Ambassador.Targets;
using CsCheck;

namespace Ambassador.Tests.Balancing;

public class BalancingPropertyTests
{
    private static readonly Gen<int[]> Weights = Gen.Int[1, 20].Array[1, 12];

    [Fact]
    public void TheScheduleIsNginxs() => Weights.Sample(weights =>
    {
        // The algorithm as nginx writes it.
        var divisor = weights.Aggregate((one, other) => { while (other != 0) (one, other) = (other, one % other); return one; });
        var current = new int[weights.Length];
        var expected = new List<int>();
        for (var step = 0; step < weights.Sum() / divisor; step++)
        {
            var best = -1;
            for (var i = 0; i < weights.Length; i++)
            {
                current[i] += weights[i];
                if (best < 0 || current[i] > current[best])
                    best = i;
            }

            current[best] -= weights.Sum();
            expected.Add(best);
        }

        Assert.Equal(expected, SmoothSchedule.Create([.. weights.Select(weight => (double)weight)]));
    });

    [Fact]
    public void ARoundGivesEveryTargetItsWeightHoweverLong() => Gen.Double[0.001, 1_000_000].Array[1, 300].Sample(
        weights =>
        {
            var schedule = SmoothSchedule.Create(weights);
            Assert.InRange(schedule.Length, weights.Length, (1 << 17) + weights.Length);
            var counts = schedule.CountBy(i => i).ToDictionary();
            for (var i = 0; i < weights.Length; i++)
                Assert.Equal(Math.Max(1, schedule.Length * weights[i] / weights.Sum()), counts[i], 2 + (0.01 * counts[i]));
        },
        iter: 20);

    [Fact]
    public void SamplesHaveExactlyTheirWeight() => Gen.Double[0.01, 100].Array[1, 40].Sample(weights =>
    {
        const int Places = 20_000;
        var sampler = new Sampler(Targets(weights), () => 0);
        var counts = new int[weights.Length];
        for (var i = 0; i < Places; i++)
            counts[sampler.At((i + 0.5) / Places)]++;

        // Each piece of an index in a column is off by at most one place.
        for (var i = 0; i < weights.Length; i++)
            Assert.Equal(Places * weights[i] / weights.Sum(), counts[i], (double)weights.Length + 1);
    });

    // With two choices it is exact for idle and for busy targets. While the heaviest has just one attempt under way and a light one none, the light one has up to 7% more (4 : 1).
    [Theory]
    [InlineData(BalancingAlgorithm.RoundRobin, 0.01)]
    [InlineData(BalancingAlgorithm.Random, 0.025)]
    [InlineData(BalancingAlgorithm.LeastRequests, 0.1)]
    [InlineData(BalancingAlgorithm.PeakEwma, 0.1)]
    public void SharesConvergeToWeightsAndNobodyStarves(BalancingAlgorithm algorithm, double tolerance) => Gen.Select(Gen.Int[1, 10].Array[2, 10], Gen.Int[0, 20], Gen.Int).Sample(
        (weights, underWay, seed) =>
        {
            const int Picks = 20_000;
            var backends = new Backends(seed);
            Target[] targets = [.. weights.Select((weight, i) => backends.Add($"{i}", weight))];
            var balancer = backends.Balance(new BalancingRules { Algorithm = algorithm }, targets);
            var counts = targets.ToDictionary(target => target, _ => 0);
            var ends = new Queue<(Target Target, long Began)>();
            for (var i = 0; i < Picks; i++)
            {
                var target = balancer.Pick(default)!;
                counts[target]++;
                ends.Enqueue((target, target.Begin()));
                if (ends.Count > underWay)
                {
                    var (ended, began) = ends.Dequeue();
                    ended.End(began, AttemptOutcome.Succeeded);
                }
            }

            // Attempts that all take as long: more of them under way is no reason for other shares.
            for (var i = 0; i < targets.Length; i++)
                Assert.Equal((double)weights[i] / weights.Sum(), counts[targets[i]] / (double)Picks, tolerance);

            Assert.All(counts.Values, count => Assert.True(count > 0));
        },
        iter: 30,
        threads: 1);

    [Fact]
    public void TwoChoicesKeepTheBusiestNearTheAverage()
    {
        int Busiest(BalancingAlgorithm algorithm)
        {
            var backends = new Backends();
            var targets = backends.Many(200);
            var balancer = backends.Balance(new BalancingRules { Algorithm = algorithm }, targets);
            for (var i = 0; i < 2_000; i++)
                balancer.Pick(default)!.Begin();

            return targets.Max(target => target.Pending);
        }

        Assert.InRange(Busiest(BalancingAlgorithm.LeastRequests), 10, 13);
        Assert.InRange(Busiest(BalancingAlgorithm.PeakEwma), 10, 13);
        Assert.InRange(Busiest(BalancingAlgorithm.Random), 17, 40);
    }

    [Fact]
    public void ATargetThatFailedOnAndOnIsTriedAgainInTime()
    {
        var backends = new Backends();
        var targets = backends.Many(3);
        var balancer = backends.Balance(new BalancingRules { Algorithm = BalancingAlgorithm.PeakEwma }, targets);
        for (var i = 0; i < 30; i++)
        {
            var began = targets[0].Begin();
            backends.Time.Advance(TimeSpan.FromMilliseconds(1));
            targets[0].End(began, AttemptOutcome.Failed);
        }

        Assert.DoesNotContain(targets[0], Enumerable.Range(0, 1_000).Select(_ => balancer.Pick(default)));

        for (var second = 0; second < 120; second++)
        {
            backends.Time.Advance(TimeSpan.FromSeconds(1));
            foreach (var target in targets[1..])
            {
                var began = target.Begin();
                backends.Time.Advance(TimeSpan.FromMilliseconds(10));
                target.End(began, AttemptOutcome.Succeeded);
            }
        }

        Assert.Contains(targets[0], Enumerable.Range(0, 100).Select(_ => balancer.Pick(default)));
    }

    [Fact]
    public void OtherRulesKeepWhatIsKnownOfLatencies()
    {
        var backends = new Backends();
        var targets = backends.Many(3);
        var rules = new BalancingRules { Algorithm = BalancingAlgorithm.PeakEwma };
        backends.Balance(rules, targets[..2]);
        foreach (var (target, latency) in targets.Zip([500, 50]))
        {
            var began = target.Begin();
            backends.Time.Advance(TimeSpan.FromMilliseconds(latency));
            target.End(began, AttemptOutcome.Succeeded);
        }

        // The third is new and starts at 30 ms: slower than none, and compared on the same scale.
        var balancer = backends.Balance(rules with { EwmaDecay = TimeSpan.FromSeconds(1) }, targets);
        var counts = Enumerable.Range(0, 3_000).CountBy(_ => balancer.Pick(default)!).ToDictionary();

        Assert.False(counts.ContainsKey(targets[0]));
        Assert.InRange(counts[targets[1]], 800, 1_200);
        Assert.InRange(counts[targets[2]], 1_800, 2_200);
    }

    [Fact]
    public void NobodyUnavailableIsPickedOutsidePanic()
    {
        var healths = Gen.Select(Gen.Enum<TargetHealth>(), Gen.Bool, Gen.Int[0, 2]).Array[1, 12];
        Gen.Select(healths, Gen.Enum<BalancingAlgorithm>(), Gen.Bool, Gen.Int).Sample(
            (described, algorithm, refresh, seed) =>
            {
                var backends = new Backends(seed);
                Target[] targets = [.. described.Select((each, i) => backends.Add($"{i}", priority: each.Item3))];
                var balancer = backends.Balance(new BalancingRules { Algorithm = algorithm, MaglevTableSize = 251 }, targets);
                foreach (var (target, (health, ejected, _)) in targets.Zip(described))
                    (target.Health, target.IsEjected) = (health, ejected);

                if (refresh)
                    balancer.Refresh();

                var levels = targets.GroupBy(target => target.Endpoint.Priority).OrderBy(level => level.Key).ToArray();
                var loads = new PriorityLoads(
                    [.. levels.Select(level => new PriorityHealth(level.Count(), level.Count(each => each.IsAvailable && each.Health == TargetHealth.Healthy), level.Count(each => each.IsAvailable && each.Health == TargetHealth.Degraded)))],
                    1.4,
                    0.5);
                HashSet<int> panic = [.. levels.Where((_, i) => loads.IsPanic[i]).Select(level => level.Key)];
                for (var i = 0; i < 100; i++)
                {
                    var target = balancer.Pick(new PickContext(HashKeys.Mix((ulong)i)))!;
                    if (!target.IsAvailable && targets.Any(each => each.IsAvailable))
                        Assert.True(refresh && algorithm != BalancingAlgorithm.FirstAvailable && panic.Contains(target.Endpoint.Priority));
                }
            },
            iter: 2_000);
    }

    [Fact]
    public void NoTargetHasMoreThanItsBound() => Gen.Select(Gen.Int[1, 5].Array[2, 14], Gen.Int[0, 1], Gen.Double[1.05, 3], Gen.Int[1, 10]).Sample((weights, ring, factor, keys) =>
    {
        var backends = new Backends();
        Target[] targets = [.. weights.Select((weight, i) => backends.Add($"{i}", weight))];
        var rules = new BalancingRules { Algorithm = ring == 1 ? BalancingAlgorithm.RingHash : BalancingAlgorithm.Maglev, MaglevTableSize = 251, BoundedLoad = factor };
        var balancer = backends.Balance(rules, targets);
        for (var all = 1; all <= 200; all++)
        {
            var target = balancer.Pick(new PickContext(HashKeys.Mix((ulong)(all % keys))))!;
            target.Begin();
            Assert.InRange(target.Pending, 1, Math.Ceiling(factor * all * target.Endpoint.Weight / weights.Sum()));
        }
    });

    [Fact]
    public void AKeyThatHasRoomStaysWhereItIs()
    {
        var backends = new Backends();
        var targets = backends.Many(10);
        var free = backends.Balance(new BalancingRules { Algorithm = BalancingAlgorithm.Maglev }, targets);
        var bounded = backends.Balance(new BalancingRules { Algorithm = BalancingAlgorithm.Maglev, BoundedLoad = 1.25 }, targets);

        for (var key = 0UL; key < 1_000; key++)
            Assert.Same(free.Pick(new PickContext(HashKeys.Mix(key))), bounded.Pick(new PickContext(HashKeys.Mix(key))));
    }

    private static WeightedTarget[] Targets(double[] weights)
    {
        var backends = new Backends();
        return Backends.Weighted(weights.Select((weight, i) => backends.Add($"{i}", weight)));
    }
}
