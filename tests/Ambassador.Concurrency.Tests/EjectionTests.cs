using System.Diagnostics.CodeAnalysis;
using Ambassador.Concurrency.Tests.Exploration;
using Ambassador.Health;
using Ambassador.Targets;
using Ambassador.Time;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Concurrency.Tests;

/// <summary>An outlier detector in every order of the steps of failures, intervals, checks and membership changes, with at most two preemptions.</summary>
public class EjectionTests
{
    private static readonly EjectionRules Rules = new() { ConsecutiveFailures = 2, MaxEjectionPercent = 50 };

    [Fact]
    public void No_more_are_ejected_than_may_be_and_as_many_as_may()
    {
        HashSet<string> ejected = [];
        Explorer.Explore(() =>
        {
            var bench = new Bench(Rules, 2);
            bench.Fail(0);
            bench.Fail(1);
            return new([() => bench.Fail(0), () => bench.Fail(1)], () =>
            {
                Assert.Single(bench.Targets, target => target.IsEjected);
                Assert.Equal(1, bench.MostAtOnce);
                ejected.Add(bench.Targets[0].IsEjected ? "first" : "second");
            });
        });

        // Whoever comes first.
        Assert.Equal(["first", "second"], ejected.Order());
    }

    [Fact]
    public void Failures_in_a_row_eject_once_whoever_adds_the_last() => Explorer.Explore(() =>
    {
        var bench = new Bench(Rules with { ConsecutiveFailures = 3 }, 2);
        return new([() => bench.Fail(0), () => bench.Fail(0), () => bench.Fail(0)], () =>
        {
            Assert.True(bench.Targets[0].IsEjected);
            Assert.Equal([EjectionEventKind.Ejected], bench.Told);
        });
    });

    [Fact]
    public void One_row_is_told_once_also_when_nobody_may_be_ejected() => Explorer.Explore(() =>
    {
        var bench = new Bench(Rules with { MaxEjectionPercent = 0 }, 2);
        return new([() => bench.Fail(0), () => bench.Fail(0), () => bench.Fail(0)], () => Assert.Equal([EjectionEventKind.TooMany], bench.Told));
    });

    [Fact]
    public void A_target_ejected_while_an_interval_ends_comes_back() => Explorer.Explore(() =>
    {
        var bench = new Bench(Rules, 2);
        bench.Fail(0);
        return new([() => bench.Fail(0), bench.EndInterval, () => bench.Fail(1)], () =>
        {
            Assert.True(bench.Targets[0].IsEjected);
            bench.EndInterval();
            bench.EndInterval();
            bench.EndInterval();
            bench.EndInterval();
            Assert.DoesNotContain(bench.Targets, target => target.IsEjected);
            Assert.Equal([EjectionEventKind.Ejected, EjectionEventKind.Returned], bench.Told);
        });
    });

    [Fact]
    public void Who_leaves_while_failing_is_not_ejected_in_the_end_and_takes_nobodys_place() => Explorer.Explore(() =>
    {
        var bench = new Bench(Rules, 2);
        bench.Fail(0);
        bench.Fail(1);
        return new([() => bench.Fail(0), () => bench.Update(1, 2), () => bench.Fail(1)], () =>
        {
            Assert.False(bench.Targets[0].IsEjected);

            // Of the two that are left one may be ejected, and is with its next row if it is not yet.
            bench.Fail(1);
            bench.Fail(1);
            Assert.True(bench.Targets[1].IsEjected);
            bench.Fail(2);
            bench.Fail(2);
            Assert.False(bench.Targets[2].IsEjected);
        });
    });

    [Fact]
    public void A_target_that_passes_a_check_while_its_time_is_up_returns_once() => Explorer.Explore(() =>
    {
        var bench = new Bench(Rules, 2);
        bench.Fail(0);
        bench.Fail(0);
        bench.EndInterval();
        bench.EndInterval();
        return new([bench.EndInterval, () => bench.Detector.Passed(bench.Targets[0])], () =>
        {
            Assert.Equal([EjectionEventKind.Ejected, EjectionEventKind.Returned], bench.Told);
            bench.Fail(1);
            bench.Fail(1);
            Assert.True(bench.Targets[1].IsEjected);
            Assert.Equal(1, bench.MostAtOnce);
        });
    });

    [Fact]
    public void Leaving_and_ending_at_once_leaves_nobody_ejected() => Explorer.Explore(() =>
    {
        var bench = new Bench(Rules, 2);
        bench.Fail(0);
        return new([() => bench.Fail(0), bench.Detector.Dispose, bench.EndInterval], () =>
        {
            Assert.DoesNotContain(bench.Targets, target => target.IsEjected);
            bench.Fail(0);
            bench.Fail(0);
            Assert.DoesNotContain(bench.Targets, target => target.IsEjected);
        });
    });

    [Fact]
    public void Outcomes_told_at_once_are_all_counted() => Explorer.Explore(() =>
    {
        // Three failures and a success: 75% if none is lost.
        var bench = new Bench(
            new() { AlwaysEjectOne = true, EnforcingConsecutiveFailures = 0, EnforcingFailurePercentage = 100, FailurePercentageThreshold = 75, FailurePercentageMinimumTargets = 1, FailurePercentageRequestVolume = 4 },
            1);
        return new([() => bench.Fail(0), () => bench.Fail(0), () => bench.End(0, AttemptOutcome.Succeeded)], () =>
        {
            bench.Fail(0);
            bench.EndInterval();
            Assert.True(bench.Targets[0].IsEjected);
        });
    });

    /// <summary>Targets, their detector, and what it has told.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "Its timer is that of a time that ends with the test.")]
    private sealed class Bench
    {
        private readonly FakeTimeProvider _time = new();

        public Bench(EjectionRules rules, int members)
        {
            var clock = new Clock(_time);
            Targets = [.. Enumerable.Range(0, 3).Select(number => new Target<object>(new($"t{number}"), new(), clock))];
            Detector = new OutlierDetector(rules, clock, () => 0, happened =>
            {
                Told.Add(happened.Kind);
                MostAtOnce = Math.Max(MostAtOnce, Targets.Count(target => target.IsEjected));
            });
            Update([.. Enumerable.Range(0, members)]);
        }

        public Target[] Targets { get; }

        public OutlierDetector Detector { get; }

        public List<EjectionEventKind> Told { get; } = [];

        public int MostAtOnce { get; private set; }

        public void Update(params int[] members) => Detector.Update([.. members.Select(member => Targets[member])]);

        public void Fail(int target) => End(target, AttemptOutcome.Failed);

        public void End(int target, AttemptOutcome outcome)
        {
            Targets[target].TryBegin(out var began);
            Targets[target].End(began, outcome);
        }

        public void EndInterval() => _time.Advance(TimeSpan.FromSeconds(10));
    }
}
