using Ambassador.Health;
using Ambassador.Targets;

namespace Ambassador.Tests.Health;

/// <summary>Real threads: outcomes, intervals, checks and membership changes at once.</summary>
public class EjectionConcurrencyTests
{
    [Fact]
    public async Task The_count_of_ejected_targets_stays_right_and_nobody_stays_out()
    {
        using var bench = new EjectionBench(
            new() { MaxEjectionPercent = 25, ConsecutiveFailures = 2, Interval = TimeSpan.FromMilliseconds(1), BaseEjectionTime = TimeSpan.FromMilliseconds(3) }, 16);
        using var stop = new CancellationTokenSource();

        Task[] threads =
        [
            .. Enumerable.Range(0, 3).Select(seed => OnThread(random => bench.Load(
                random.Next(16), random.Next(1, 4), random.Next(3) == 0 ? AttemptOutcome.Succeeded : AttemptOutcome.Failed))),
            OnThread(_ => bench.Time.Advance(TimeSpan.FromMilliseconds(1))),
            OnThread(random => bench.Detector.Passed(bench[random.Next(16)])),
            // All members, in another order.
            OnThread(random => bench.Detector.Update([.. bench.Targets.OrderBy(_ => random.Next())])),
        ];

        while (Count(EjectionEventKind.Returned) < 500)
            await Task.Yield();

        await stop.CancelAsync();
        await Task.WhenAll(threads);

        bench.Advance(1_000);
        Assert.Equal(0, bench.Ejected);
        Assert.Equal(Count(EjectionEventKind.Ejected), Count(EjectionEventKind.Returned));

        // The number that the limit is compared with has not drifted: exactly a quarter can be ejected now.
        bench.LoadAll(2, AttemptOutcome.Failed);
        Assert.Equal(4, bench.Ejected);

        Task OnThread(Action<Random> action) => Task.Factory.StartNew(
            () =>
            {
                var random = new Random(1);
                while (!stop.IsCancellationRequested)
                    action(random);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        int Count(EjectionEventKind kind)
        {
            lock (bench.Events)
                return bench.Events.Count(each => each.Kind == kind);
        }
    }

    [Fact]
    public async Task No_outcome_is_lost_however_many_threads_tell_them()
    {
        // Four threads, 25 000 attempts each, two thirds of them failures: 66.668% of failures ejects if and only if all have been counted right.
        using var bench = new EjectionBench(
            new()
            {
                AlwaysEjectOne = true, EnforcingConsecutiveFailures = 0, EnforcingSuccessRate = 0, EnforcingFailurePercentage = 100,
                FailurePercentageMinimumTargets = 1, FailurePercentageThreshold = 66.668, FailurePercentageRequestVolume = 100_000,
            },
            1);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 25_000; i++)
                bench.Load(0, 1, i % 3 == 0 ? AttemptOutcome.Succeeded : AttemptOutcome.Failed);
        })));

        // Each thread has had 8 334 successes: 66.664%.
        bench.Advance(10);
        Assert.False(bench[0].IsEjected);

        bench.Load(0, 33_336, AttemptOutcome.Succeeded);
        bench.Load(0, 66_677, AttemptOutcome.Failed);
        bench.Advance(10);
        Assert.True(bench[0].IsEjected);
    }
}
