using Ambassador.Health;
using Ambassador.Targets;

namespace Ambassador.Tests.Health;

/// <summary>
/// What Envoy's own tests expect (<c>test/common/upstream/outlier_detection_impl_test.cc</c>), each named after the one that its numbers come from.
/// Those tests eject the only host of a cluster, which Envoy today does only when it is asked to always eject one; so are we.
/// </summary>
public class EnvoyVectorTests
{
    private static readonly EjectionRules OneAtLeast = new() { AlwaysEjectOne = true };

    private static readonly EjectionRules RatesOnly = OneAtLeast with { EnforcingConsecutiveFailures = 0, EnforcingConsecutiveUnanswered = 0 };

    [Fact]
    public void DetectorStaticConfig_defaults()
    {
        var rules = new EjectionRules();

        Assert.Equal((5, 100, 5, 100), (rules.ConsecutiveFailures, rules.EnforcingConsecutiveFailures, rules.ConsecutiveUnanswered, rules.EnforcingConsecutiveUnanswered));
        Assert.Equal((1.9, 5, 100, 100, 100), (rules.SuccessRateStdevFactor, rules.SuccessRateMinimumTargets, rules.SuccessRateRequestVolume, rules.EnforcingSuccessRate, rules.EnforcingSuccessRateUnanswered));
        Assert.Equal((85.0, 5, 50, 0, 0), (rules.FailurePercentageThreshold, rules.FailurePercentageMinimumTargets, rules.FailurePercentageRequestVolume, rules.EnforcingFailurePercentage, rules.EnforcingFailurePercentageUnanswered));
        Assert.Equal((10, 30, 300, 0), (rules.Interval.TotalSeconds, rules.BaseEjectionTime.TotalSeconds, rules.MaxEjectionTime.TotalSeconds, rules.MaxEjectionTimeJitter.TotalSeconds));
        Assert.Equal((10, false, false, true), (rules.MaxEjectionPercent, rules.AlwaysEjectOne, rules.SplitUnanswered, rules.ReturnOnPassedCheck));
    }

    [Theory]
    [InlineData(10, 300)]
    [InlineData(400, 400)]
    public void DetectorStaticConfigBaseLargerThanMaxNoMax(int baseSeconds, int maxSeconds) => Assert.Equal(
        TimeSpan.FromSeconds(maxSeconds), new EjectionRules { BaseEjectionTime = TimeSpan.FromSeconds(baseSeconds) }.MaxEjectionTime);

    [Fact]
    public void SRThreshold() => Assert.Equal((90, 52), SuccessRates.Threshold([50, 100, 100, 100, 100], 1.9));

    [Fact]
    public void BasicFlow5xxViaHttpCodes()
    {
        using var bench = new EjectionBench(OneAtLeast, 1);
        bench.Detector.Update([bench[0], bench.Make()]);

        bench.Load(0, 1, AttemptOutcome.Failed);
        bench.Load(0, 1, AttemptOutcome.Succeeded);
        bench.Load(0, 4, AttemptOutcome.Failed);
        Assert.False(bench[0].IsEjected);
        bench.Load(0, 1, AttemptOutcome.Failed);
        Assert.True(bench[0].IsEjected);

        bench.Advance(29.999);
        Assert.True(bench[0].IsEjected);
        bench.Advance(0.001);
        Assert.False(bench[0].IsEjected);

        bench.Load(0, 4, AttemptOutcome.Failed);
        Assert.False(bench[0].IsEjected);
        bench.Advance(10);
        bench.Load(0, 1, AttemptOutcome.Failed);
        Assert.True(bench[0].IsEjected);
        Assert.Equal([EjectionCause.ConsecutiveFailures, EjectionCause.ConsecutiveFailures], bench.Causes(EjectionEventKind.Ejected));
    }

    [Fact]
    public void BasicFlow5xxViaHttpCodesWithActiveHC()
    {
        using var bench = new EjectionBench(OneAtLeast, 1);
        bench.Load(0, 5, AttemptOutcome.Failed);

        bench.Detector.Passed(bench[0]);

        Assert.False(bench[0].IsEjected);
        Assert.Equal(EjectionEventKind.Returned, bench.Events[^1].Kind);
    }

    [Fact]
    public void BasicFlow5xxViaHttpCodesWithActiveHC_switched_off()
    {
        using var bench = new EjectionBench(OneAtLeast with { ReturnOnPassedCheck = false }, 1);
        bench.Load(0, 5, AttemptOutcome.Failed);

        bench.Detector.Passed(bench[0]);

        Assert.True(bench[0].IsEjected);
    }

    [Fact]
    public void BasicFlowNonHttpCodesExternalOrigin()
    {
        using var bench = new EjectionBench(OneAtLeast, 2);
        for (var i = 0; i < 100; i++)
        {
            bench.Load(0, 1, AttemptOutcome.Unanswered);
            bench.Load(0, 1, AttemptOutcome.Succeeded);
        }

        Assert.False(bench[0].IsEjected);
        bench.Load(0, 5, AttemptOutcome.Unanswered);
        Assert.Equal([EjectionCause.ConsecutiveFailures], bench.Causes(EjectionEventKind.Ejected));
    }

    [Fact]
    public void BasicFlowSuccessRateExternalOrigin()
    {
        using var bench = new EjectionBench(RatesOnly, 5);
        bench.LoadAll(200, AttemptOutcome.Succeeded);
        bench.Load(4, 200, AttemptOutcome.Failed);
        Assert.Equal(40, bench.Causes(EjectionEventKind.NotEnforced).Count(cause => cause == EjectionCause.ConsecutiveFailures));

        bench.Advance(10);
        Assert.Equal([EjectionCause.SuccessRate], bench.Causes(EjectionEventKind.Ejected));
        Assert.True(bench[4].IsEjected);
        bench.Advance(29.999);
        Assert.True(bench[4].IsEjected);
        bench.Advance(0.001);
        Assert.False(bench[4].IsEjected);

        // Enough attempts for percentages, not for success rates.
        bench.LoadAll(25, AttemptOutcome.Succeeded);
        bench.Load(4, 25, AttemptOutcome.Failed);
        Assert.Equal(45, bench.Causes(EjectionEventKind.NotEnforced).Count(cause => cause == EjectionCause.ConsecutiveFailures));
        bench.Advance(10);
        Assert.Equal(0, bench.Ejected);
    }

    [Fact]
    public void ExternalOriginEventsWithSplit()
    {
        using var bench = new EjectionBench(OneAtLeast with { SplitUnanswered = true }, 1);
        for (var i = 0; i < 100; i++)
        {
            bench.Load(0, 1, AttemptOutcome.Failed);
            bench.Load(0, 1, AttemptOutcome.Succeeded);
        }

        Assert.False(bench[0].IsEjected);
        bench.Load(0, 100, AttemptOutcome.Failed);
        Assert.Equal([EjectionCause.ConsecutiveFailures], bench.Causes(EjectionEventKind.Ejected));
    }

    [Fact]
    public void BasicFlowSuccessRateLocalOrigin()
    {
        using var bench = new EjectionBench(RatesOnly with { SplitUnanswered = true }, 5);
        bench.LoadAll(200, AttemptOutcome.Succeeded);
        bench.Load(4, 200, AttemptOutcome.Unanswered);
        Assert.Equal(40, bench.Causes(EjectionEventKind.NotEnforced).Count(cause => cause == EjectionCause.ConsecutiveUnanswered));

        bench.Advance(10);
        Assert.Equal([EjectionCause.SuccessRateUnanswered], bench.Causes(EjectionEventKind.Ejected));
        bench.Advance(30);
        Assert.Equal(0, bench.Ejected);

        bench.LoadAll(25, AttemptOutcome.Succeeded);
        bench.Load(4, 25, AttemptOutcome.Unanswered);
        bench.Advance(10);
        Assert.Equal(0, bench.Ejected);
    }

    [Fact]
    public void EmptySuccessRate()
    {
        using var bench = new EjectionBench(OneAtLeast with { SuccessRateMinimumTargets = 0, FailurePercentageMinimumTargets = 0, SuccessRateRequestVolume = 0 }, 1);
        bench.Load(0, 1, AttemptOutcome.Succeeded);
        bench.Detector.Update([]);
        bench.Advance(10);
        Assert.Empty(bench.Events);
    }

    [Fact]
    public void BasicFlowFailurePercentageExternalOrigin()
    {
        using var bench = new EjectionBench(RatesOnly with { EnforcingSuccessRate = 0, EnforcingFailurePercentage = 100 }, 5);
        bench.LoadAll(50, AttemptOutcome.Succeeded);
        bench.Load(3, 250, AttemptOutcome.Failed);
        bench.Load(4, 300, AttemptOutcome.Failed);
        Assert.Equal(50 + 60, bench.Causes(EjectionEventKind.NotEnforced).Count(cause => cause == EjectionCause.ConsecutiveFailures));

        bench.Advance(10);
        Assert.Equal([EjectionCause.FailurePercentage], bench.Causes(EjectionEventKind.Ejected));
        Assert.False(bench[3].IsEjected);
        Assert.True(bench[4].IsEjected);

        // Two of five at 17% and 14%: no success rate is 1.9 deviations below the mean.
        Assert.DoesNotContain(EjectionCause.SuccessRate, bench.Causes(EjectionEventKind.NotEnforced));
        bench.Advance(30);
        Assert.Equal(0, bench.Ejected);

        bench.LoadAll(25, AttemptOutcome.Succeeded);
        bench.Load(4, 25, AttemptOutcome.Failed);
        bench.Advance(10);
        Assert.Equal(0, bench.Ejected);
    }

    [Fact]
    public void BasicFlowFailurePercentageLocalOrigin()
    {
        var rules = RatesOnly with
        {
            SplitUnanswered = true,
            EnforcingSuccessRateUnanswered = 0,
            EnforcingFailurePercentageUnanswered = 100,
            FailurePercentageThreshold = 40,
        };
        using var bench = new EjectionBench(rules, 5);
        bench.LoadAll(200, AttemptOutcome.Succeeded);
        bench.Load(4, 200, AttemptOutcome.Unanswered);

        bench.Advance(10);
        Assert.Equal(EjectionCause.SuccessRateUnanswered, bench.Causes(EjectionEventKind.NotEnforced).Last());
        Assert.Equal([EjectionCause.FailurePercentageUnanswered], bench.Causes(EjectionEventKind.Ejected));
    }

    [Fact]
    public void RemoveWhileEjected()
    {
        using var bench = new EjectionBench(OneAtLeast, 2);
        bench.Load(0, 5, AttemptOutcome.Failed);

        bench.Detector.Update([bench[1]]);

        // It no longer counts against the limit.
        bench.Load(1, 5, AttemptOutcome.Failed);
        Assert.True(bench[1].IsEjected);
        Assert.False(bench[0].IsEjected);
    }

    [Fact]
    public void Overflow()
    {
        using var bench = new EjectionBench(OneAtLeast with { MaxEjectionPercent = 1 }, 2);
        bench.LoadAll(5, AttemptOutcome.Failed);

        Assert.True(bench[0].IsEjected);
        Assert.False(bench[1].IsEjected);
        Assert.Equal([EjectionEventKind.Ejected, EjectionEventKind.TooMany], bench.Events.Select(each => each.Kind));
    }

    [Fact]
    public void NotEnforcing()
    {
        using var bench = new EjectionBench(RatesOnly, 1);
        bench.Load(0, 5, AttemptOutcome.Failed);

        Assert.False(bench[0].IsEjected);
        Assert.Equal([EjectionCause.ConsecutiveFailures], bench.Causes(EjectionEventKind.NotEnforced));
    }

    [Fact]
    public void Consecutive_5xxAlreadyEjected()
    {
        using var bench = new EjectionBench(OneAtLeast, 1);
        bench.Load(0, 5, AttemptOutcome.Failed);
        bench.Load(0, 1, AttemptOutcome.Succeeded);
        bench.Load(0, 5, AttemptOutcome.Failed);

        Assert.Single(bench.Events);
    }

    [Fact]
    public void EjectTimeBackoff()
    {
        using var bench = new EjectionBench(OneAtLeast with { BaseEjectionTime = TimeSpan.FromSeconds(10) }, 1);

        AssertEjectedFor(bench, 1);
        AssertEjectedFor(bench, 2);
        AssertEjectedFor(bench, 3);
        bench.Advance(20);
        AssertEjectedFor(bench, 2);
        for (var i = 0; i < 51; i++)
            bench.Advance(10);

        AssertEjectedFor(bench, 1);
    }

    [Theory]
    [InlineData(300, 30)]
    [InlineData(305, 31)]
    public void MaxEjectTime_and_MaxEjectTimeNotAlligned(int maxSeconds, int most)
    {
        using var bench = new EjectionBench(
            OneAtLeast with { BaseEjectionTime = TimeSpan.FromSeconds(10), MaxEjectionTime = TimeSpan.FromSeconds(maxSeconds) }, 1);

        for (var i = 1; i <= most; i++)
            AssertEjectedFor(bench, i);

        for (var i = 1; i < 10; i++)
            AssertEjectedFor(bench, most);
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.44449, 4_445)]
    [InlineData(0.99999999, 10_000)]
    public void EjectionTimeJitterIsInRange(double draw, int milliseconds)
    {
        using var bench = new EjectionBench(OneAtLeast with { MaxEjectionTimeJitter = TimeSpan.FromSeconds(10) }, 1, () => draw);
        bench.Load(0, 5, AttemptOutcome.Failed);

        Assert.Equal(TimeSpan.FromMilliseconds(30_000 + milliseconds), bench.Events.Single().Duration);
        bench.Advance(30);
        Assert.Equal(milliseconds > 0, bench[0].IsEjected);
        bench.Advance(10);
        Assert.False(bench[0].IsEjected);
    }

    [Fact]
    public void EjectionTimeJitterIsZeroWhenNotConfigured()
    {
        using var bench = new EjectionBench(OneAtLeast, 1, () => 0.9);
        bench.Load(0, 5, AttemptOutcome.Failed);

        Assert.Equal(TimeSpan.FromSeconds(30), bench.Events.Single().Duration);
    }

    private static void AssertEjectedFor(EjectionBench bench, int intervals)
    {
        bench.Load(0, 5, AttemptOutcome.Failed);
        for (var i = 0; i < intervals; i++)
        {
            Assert.True(bench[0].IsEjected);
            bench.Advance(10);
        }

        Assert.False(bench[0].IsEjected);
    }
}
