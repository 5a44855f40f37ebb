using Ambassador.Health;
using Ambassador.Targets;

namespace Ambassador.Tests.Health;

public class OutlierDetectorTests
{
    private static readonly EjectionRules Half = new() { MaxEjectionPercent = 50 };

    [Fact]
    public void Abandoned_attempts_neither_lengthen_a_row_nor_end_it()
    {
        using var bench = new EjectionBench(Half, 2);
        bench.Load(0, 4, AttemptOutcome.Failed);
        bench.Load(0, 100, AttemptOutcome.Abandoned);
        Assert.False(bench[0].IsEjected);

        bench.Load(0, 1, AttemptOutcome.Failed);
        Assert.True(bench[0].IsEjected);
    }

    [Fact]
    public void Abandoned_attempts_have_no_part_in_rates()
    {
        using var bench = new EjectionBench(new() { AlwaysEjectOne = true, EnforcingConsecutiveFailures = 0, SuccessRateRequestVolume = 101 }, 5);
        bench.LoadAll(101, AttemptOutcome.Succeeded);
        bench.Load(4, 50, AttemptOutcome.Abandoned);
        bench.Advance(10);
        Assert.Empty(bench.Events);

        // 100 attempts are one too few, however many were abandoned.
        bench.LoadAll(100, AttemptOutcome.Succeeded);
        bench.LoadAll(100, AttemptOutcome.Abandoned);
        bench.Load(4, 1_000, AttemptOutcome.Failed);
        bench.Advance(10);
        Assert.Equal(0, bench.Ejected);
    }

    [Fact]
    public void No_limit_means_never()
    {
        using var bench = new EjectionBench(Half with { ConsecutiveFailures = 0, ConsecutiveUnanswered = 0, SplitUnanswered = true }, 2);
        bench.Load(0, 1_000, AttemptOutcome.Failed);
        bench.Load(0, 1_000, AttemptOutcome.Unanswered);

        Assert.Empty(bench.Events);
    }

    [Fact]
    public void Apart_neither_kind_of_failure_counts_for_the_other()
    {
        using var bench = new EjectionBench(Half with { SplitUnanswered = true }, 2);
        for (var i = 0; i < 4; i++)
        {
            bench.Load(0, 1, AttemptOutcome.Unanswered);
            bench.Load(0, 1, AttemptOutcome.Failed);
        }

        // A failure is an answer, so the row of the unanswered never got beyond one; no answer does not end the row of failures.
        Assert.False(bench[0].IsEjected);
        bench.Load(0, 1, AttemptOutcome.Unanswered);
        bench.Load(0, 1, AttemptOutcome.Failed);
        Assert.Equal([EjectionCause.ConsecutiveFailures], bench.Causes(EjectionEventKind.Ejected));
    }

    [Fact]
    public void Apart_attempts_without_an_answer_eject_by_themselves()
    {
        using var bench = new EjectionBench(Half with { SplitUnanswered = true, ConsecutiveUnanswered = 3 }, 2);
        bench.Load(0, 3, AttemptOutcome.Unanswered);

        Assert.Equal([EjectionCause.ConsecutiveUnanswered], bench.Causes(EjectionEventKind.Ejected));
    }

    [Theory]
    [InlineData(3, 10, 0)]
    [InlineData(10, 10, 1)]
    [InlineData(3, 33, 0)]
    [InlineData(3, 34, 1)]
    [InlineData(3, 67, 2)]
    [InlineData(4, 50, 2)]
    [InlineData(5, 30, 1)]
    [InlineData(20, 10, 2)]
    [InlineData(7, 100, 7)]
    [InlineData(7, 200, 7)]
    public void At_most_a_percentage_is_ejected(int targets, int percent, int expected)
    {
        using var bench = new EjectionBench(new() { MaxEjectionPercent = percent }, targets);
        bench.LoadAll(5, AttemptOutcome.Failed);
        Assert.Equal(expected, bench.Ejected);

        using var another = new EjectionBench(new() { MaxEjectionPercent = percent, AlwaysEjectOne = true }, targets);
        another.LoadAll(5, AttemptOutcome.Failed);
        Assert.Equal(Math.Max(1, expected), another.Ejected);
    }

    [Fact]
    public void A_target_that_may_not_be_ejected_yet_is_with_its_next_row()
    {
        using var bench = new EjectionBench(Half, 2);
        bench.LoadAll(5, AttemptOutcome.Failed);
        Assert.False(bench[1].IsEjected);

        bench.Detector.Passed(bench[0]);
        bench.Load(1, 4, AttemptOutcome.Failed);
        Assert.False(bench[1].IsEjected);
        bench.Load(1, 1, AttemptOutcome.Failed);
        Assert.True(bench[1].IsEjected);
    }

    [Fact]
    public void The_worst_are_ejected_where_not_all_may_be()
    {
        using var bench = new EjectionBench(new() { MaxEjectionPercent = 10, EnforcingConsecutiveFailures = 0, SuccessRateStdevFactor = 1 }, 10);
        bench.LoadAll(100, AttemptOutcome.Succeeded);
        bench.Load(2, 100, AttemptOutcome.Failed);
        bench.Load(7, 300, AttemptOutcome.Failed);
        bench.Advance(10);

        Assert.True(bench[7].IsEjected);
        Assert.False(bench[2].IsEjected);
        Assert.Equal(EjectionEventKind.TooMany, bench.Events[^1].Kind);
    }

    [Fact]
    public void An_outlier_by_both_measures_is_ejected_once()
    {
        using var bench = new EjectionBench(
            new() { MaxEjectionPercent = 100, EnforcingConsecutiveFailures = 0, EnforcingFailurePercentage = 100 }, 5);
        bench.LoadAll(200, AttemptOutcome.Succeeded);
        bench.Load(4, 2_000, AttemptOutcome.Failed);
        bench.Advance(10);

        Assert.Equal([EjectionCause.SuccessRate], bench.Causes(EjectionEventKind.Ejected));
        Assert.Equal(TimeSpan.FromSeconds(30), bench.Events[^1].Duration);
    }

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(0.2999, true)]
    [InlineData(0.3, false)]
    public void Rules_may_be_enforced_in_a_part_of_the_cases(double draw, bool isEjected)
    {
        using var bench = new EjectionBench(Half with { EnforcingConsecutiveFailures = 30 }, 2, () => draw);
        bench.Load(0, 5, AttemptOutcome.Failed);

        Assert.Equal(isEjected, bench[0].IsEjected);
    }

    [Fact]
    public void Rates_are_those_of_one_interval()
    {
        using var bench = new EjectionBench(new() { AlwaysEjectOne = true, EnforcingConsecutiveFailures = 0 }, 5);
        bench.LoadAll(60, AttemptOutcome.Succeeded);
        bench.Load(4, 60, AttemptOutcome.Failed);
        bench.Advance(10);
        bench.LoadAll(60, AttemptOutcome.Succeeded);
        bench.Load(4, 60, AttemptOutcome.Failed);
        bench.Advance(10);

        // 120 in two intervals, not in one.
        Assert.Equal(0, bench.Ejected);
    }

    [Fact]
    public void It_returns_by_a_slow_start()
    {
        using var bench = new EjectionBench(Half, 2);
        Assert.Equal(0, bench[0].AvailableSince);
        bench.Advance(3);
        bench.Load(0, 5, AttemptOutcome.Failed);
        bench.Advance(37);

        Assert.False(bench[0].IsEjected);
        Assert.Equal(bench.Clock.Now, bench[0].AvailableSince);
        Assert.Equal(EjectionEventKind.Returned, bench.Events[^1].Kind);
    }

    [Fact]
    public void What_happened_while_it_was_out_does_not_eject_it_again()
    {
        using var bench = new EjectionBench(Half, 2);
        bench.Load(0, 5 + 4, AttemptOutcome.Failed);
        bench.Advance(30);
        bench.Load(0, 4, AttemptOutcome.Failed);
        Assert.False(bench[0].IsEjected);
    }

    [Fact]
    public void One_that_leaves_is_not_ejected_and_comes_back_as_a_new_one()
    {
        using var bench = new EjectionBench(Half, 2);
        bench.Load(0, 5, AttemptOutcome.Failed);
        bench.Detector.Update([bench[1]]);
        Assert.False(bench[0].IsEjected);
        bench.Load(0, 5, AttemptOutcome.Failed);
        Assert.False(bench[0].IsEjected);

        bench.Detector.Update(bench.Targets);
        bench.Load(0, 5, AttemptOutcome.Failed);
        Assert.True(bench[0].IsEjected);
        Assert.Equal(TimeSpan.FromSeconds(30), bench.Events[^1].Duration);
    }

    [Fact]
    public void An_outcome_that_comes_after_it_has_left_says_nothing()
    {
        using var bench = new EjectionBench(new() { MaxEjectionPercent = 100, ConsecutiveFailures = 1 }, 2);
        bench.Detector.Update([]);
        bench.LoadAll(1, AttemptOutcome.Failed);
        Assert.Empty(bench.Events);
    }

    [Fact]
    public void Fewer_targets_do_not_bring_the_ejected_ones_back()
    {
        using var bench = new EjectionBench(Half, 4);
        bench.Load(0, 5, AttemptOutcome.Failed);
        bench.Load(1, 5, AttemptOutcome.Failed);
        bench.Detector.Update([bench[0], bench[1]]);

        Assert.Equal(2, bench.Ejected);
        bench.Advance(30);
        Assert.Equal(0, bench.Ejected);
    }

    [Fact]
    public void Other_rules_come_into_force_at_once()
    {
        using var bench = new EjectionBench(Half, 2);
        bench.Load(0, 4, AttemptOutcome.Failed);
        bench.Detector.Rules = Half with { ConsecutiveFailures = 2, Interval = TimeSpan.FromSeconds(1), BaseEjectionTime = TimeSpan.FromSeconds(2) };
        bench.Load(0, 1, AttemptOutcome.Failed);
        Assert.True(bench[0].IsEjected);

        bench.Advance(1);
        Assert.True(bench[0].IsEjected);
        bench.Advance(1);
        Assert.False(bench[0].IsEjected);
    }

    [Fact]
    public void Nothing_is_timed_while_there_is_nothing_to_do()
    {
        var timers = new CountingTime();
        var clock = new Ambassador.Time.Clock(timers);
        Target target = new Target<object>(new("t"), new(), clock);
        using var detector = new OutlierDetector(new() { AlwaysEjectOne = true }, clock, () => 0, _ => { });
        detector.Update([target]);
        timers.TenMinutes();
        Assert.Equal(0, timers.Set);

        // An interval with an outcome, and no more after it.
        EjectionBench.Load(target, 100, AttemptOutcome.Succeeded);
        timers.TenMinutes();
        Assert.Equal(1, timers.Set);

        // 30 s out, one interval to forgive.
        EjectionBench.Load(target, 5, AttemptOutcome.Failed);
        timers.TenMinutes();
        Assert.Equal(1 + 4, timers.Set);
    }

    [Fact]
    public void Intervals_that_the_timer_has_missed_are_made_up_for()
    {
        using var bench = new EjectionBench(Half, 2);
        bench.Load(0, 5, AttemptOutcome.Failed);
        bench.Advance(30);
        bench.Load(0, 5, AttemptOutcome.Failed);
        Assert.Equal(60, bench.Events[^1].Duration.TotalSeconds);

        // Out until 90, one forgiven at 100.
        bench.Advance(72);
        bench.Load(0, 5, AttemptOutcome.Failed);
        Assert.Equal(60, bench.Events[^1].Duration.TotalSeconds);
        bench.Advance(10_000);
        bench.Load(0, 5, AttemptOutcome.Failed);
        Assert.Equal(30, bench.Events[^1].Duration.TotalSeconds);
    }

    [Fact]
    public void Disposed_it_lets_all_go()
    {
        var bench = new EjectionBench(Half, 2);
        bench.Load(0, 5, AttemptOutcome.Failed);
        bench.Dispose();
        Assert.False(bench[0].IsEjected);

        bench.LoadAll(5, AttemptOutcome.Failed);
        bench.Detector.Update(bench.Targets);
        bench.LoadAll(5, AttemptOutcome.Failed);
        Assert.Equal(0, bench.Ejected);
    }

    [Fact]
    public void Another_can_take_over_from_one_that_is_disposed_but_not_share()
    {
        var bench = new EjectionBench(Half, 2);
        using var other = new OutlierDetector(Half, bench.Clock, () => 0, _ => { });
        Assert.Throws<InvalidOperationException>(() => other.Update(bench.Targets));

        bench.Dispose();
        other.Update(bench.Targets);
        bench.Load(0, 5, AttemptOutcome.Failed);
        Assert.True(bench[0].IsEjected);
    }

    /// <summary>Counts how often a timer is set.</summary>
    private sealed class CountingTime : TimeProvider
    {
        private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _time = new();

        public int Set { get; private set; }

        public override long TimestampFrequency => _time.TimestampFrequency;

        public void TenMinutes()
        {
            for (var second = 0; second < 600; second++)
                _time.Advance(TimeSpan.FromSeconds(1));
        }

        public override long GetTimestamp() => _time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Timer(this, _time.CreateTimer(callback, state, dueTime, period));

        private sealed class Timer(CountingTime time, ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                time.Set++;
                return timer.Change(dueTime, period);
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
