using Ambassador.Balancing;
using Ambassador.Targets;

namespace Ambassador.Tests.Balancing;

/// <summary>Sequences and numbers that others have published of their algorithms.</summary>
public class PublishedSequenceTests
{
    private readonly Backends _backends = new();

    // nginx, "Upstream: smooth weighted round-robin balancing" (2012): for { 5, 1, 1 } it is a a b a c a a.
    [Theory]
    [InlineData("5 1 1", "aabacaa")]
    [InlineData("1 1 1", "abc")]
    [InlineData("3 1", "aaba")]
    [InlineData("0.5 0.1 0.1", "aabacaa")]
    [InlineData("4 2", "aba")]
    public void Nginx(string weights, string sequence) =>
        Assert.Equal(sequence, string.Concat(SmoothSchedule.Create([.. weights.Split(' ').Select(double.Parse)]).Select(i => (char)('a' + i))));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    public void RoundRobinGoesByItFromAnywhereOn(int start)
    {
        Target[] targets = [_backends.Add("a", 5), _backends.Add("b"), _backends.Add("c")];
        var balancer = new Balancer(new BalancingRules { Algorithm = BalancingAlgorithm.RoundRobin }, _backends.Clock, () => (double)(start + 7_000) / (1L << 40));
        balancer.Update(targets);

        var picked = string.Concat(Enumerable.Range(0, 7).Select(_ => balancer.Pick(default)));
        Assert.Contains(picked, "aabacaaaabacaa");
    }

    // tower's load/peak_ewma.rs, default_decay: 10 ms, fading within 1 s.
    [Fact]
    public void LinkerdDefaultDecay()
    {
        var (estimate, _) = Estimate(TimeSpan.FromMilliseconds(10));
        Assert.Equal(10, Milliseconds(estimate), 1e-6);

        _backends.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.InRange(Milliseconds(estimate), 9, 10);
        _backends.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.InRange(Milliseconds(estimate), 8, 9);
    }

    // tower's load/peak_ewma.rs, compound_decay: two requests, 100 ms apart, that take 200 ms each.
    [Fact]
    public void LinkerdCompoundDecay()
    {
        var (estimate, target) = Estimate(TimeSpan.FromMilliseconds(20));
        double Load() => Milliseconds(estimate) * (target.Pending + 1);
        Assert.Equal(20, Load(), 1e-6);

        Pass(100);
        var first = target.Begin();
        Assert.InRange(Load(), 20, 40);
        Pass(100);
        var second = target.Begin();
        Assert.InRange(Load(), 40, 60);
        Pass(100);
        target.End(first, AttemptOutcome.Succeeded);
        Assert.Equal(400, Load(), 1e-6);
        Pass(100);
        target.End(second, AttemptOutcome.Succeeded);
        Assert.Equal(200, Load(), 1e-6);

        Pass(1_000);
        Assert.InRange(Load(), 0, 100);
        Pass(10_000);
        Assert.InRange(Load(), 0, 0.1);
    }

    [Fact]
    public void AFailureCountsTwiceAndThoseAtTheSameTimeOnce()
    {
        var (estimate, target) = Estimate(TimeSpan.FromMilliseconds(20));
        long[] together = [target.Begin(), target.Begin(), target.Begin()];
        Pass(1);
        foreach (var began in together)
            target.End(began, AttemptOutcome.Failed);

        Assert.Equal(40, Milliseconds(estimate), 0.1);
        foreach (var expected in new[] { 80, 160, 320 })
        {
            var began = target.Begin();
            Pass(1);
            target.End(began, AttemptOutcome.Unanswered);
            Assert.Equal(expected, Milliseconds(estimate), expected * 0.01);
        }

        // It took longer than it did.
        var givenUp = target.Begin();
        Pass(500);
        target.End(givenUp, AttemptOutcome.Abandoned);
        Assert.Equal(500, Milliseconds(estimate), 1e-6);
        target.End(target.Begin(), AttemptOutcome.Abandoned);
        Assert.Equal(500, Milliseconds(estimate), 1e-6);
    }

    // Envoy, slow_start.rst: max(minimum, (time / window)^(1 / aggression)).
    [Theory]
    [InlineData(1, 0, 0.1)]
    [InlineData(1, 6, 0.1)]
    [InlineData(1, 30, 0.5)]
    [InlineData(1, 59, 0.98333)]
    [InlineData(1, 60, 1)]
    [InlineData(2, 15, 0.5)]
    [InlineData(0.5, 30, 0.25)]
    public void EnvoySlowStart(double aggression, int seconds, double factor)
    {
        var rules = new BalancingRules { SlowStart = TimeSpan.FromSeconds(60), SlowStartAggression = aggression };
        var since = _backends.Clock.Now;

        Assert.Equal(factor, SlowStart.Factor(rules, since, since + TimeSpan.FromSeconds(seconds).Ticks), 1e-4);
        Assert.Equal(1, SlowStart.Factor(rules, 0, since));
        Assert.Equal(0.001, SlowStart.Factor(rules with { SlowStartMinimum = 0, SlowStartAggression = 0.01 }, since, since));
    }

    private (LatencyEstimate Estimate, Target Target) Estimate(TimeSpan initial)
    {
        var target = _backends.Add("a");
        var rules = new BalancingRules { EwmaDefault = initial, EwmaDecay = TimeSpan.FromSeconds(1) };
        return (LatencyEstimate.Of(target, rules, _backends.Clock), target);
    }

    private double Milliseconds(LatencyEstimate estimate) => estimate.At(_backends.Clock.Now) / TimeSpan.TicksPerMillisecond;

    private void Pass(int milliseconds) => _backends.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
}
