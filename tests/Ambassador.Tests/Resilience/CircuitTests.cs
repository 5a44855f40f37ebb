using Ambassador.Tests.Services;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.Resilience;

public class CircuitTests
{
    private static readonly PolicySettings Settings = new()
    {
        Breaker = 0.5, BreakerMinimumThroughput = 4, BreakerSamplingSeconds = 10, BreakerBreakSeconds = 5,
    };

    public static TheoryData<Kind> AllKinds => Kinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Opens_at_the_ratio_once_the_minimum_is_reached_and_says_when_to_come_back(Kind kind)
    {
        using var harness = new Harness(Settings, Fails(n => n is 2 or 4));

        await harness.Service.CallAsync(kind);
        await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));
        await harness.Service.CallAsync(kind);
        await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));
        harness.Time.Advance(TimeSpan.FromSeconds(2));

        var broken = await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));
        Assert.Equal(TimeSpan.FromSeconds(3), broken.RetryAfter);
        Assert.IsType<IOException>(broken.InnerException);
        Assert.Contains("Ambassador.Tests.Services.IService", broken.Message, StringComparison.Ordinal);
        Assert.Equal(4, harness.Inner.Attempts);
    }

    [Fact]
    public async Task Stays_closed_below_the_ratio_and_below_the_minimum()
    {
        using var harness = new Harness(Settings, Fails(n => n % 5 is 0 or 3));
        for (var i = 0; i < 200; i++)
        {
            try
            {
                await harness.Service.GetTaskAsync(i);
            }
            catch (IOException)
            {
            }
        }

        Assert.Equal(200, harness.Inner.Attempts);
    }

    [Fact]
    public async Task Outcomes_fall_out_of_the_window()
    {
        using var harness = new Harness(Settings, Fails(n => n is 1 or 2 or 3 or 6));
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<IOException>(() => harness.Service.GetTaskAsync(1));

        harness.Time.Advance(TimeSpan.FromSeconds(11));
        await harness.Service.GetTaskAsync(1);
        await harness.Service.GetTaskAsync(1);
        await Assert.ThrowsAsync<IOException>(() => harness.Service.GetTaskAsync(1));
        await harness.Service.GetTaskAsync(1);

        Assert.Equal(7, harness.Inner.Attempts);
    }

    [Fact]
    public async Task A_slice_of_the_window_ends_in_time_even_if_it_is_no_whole_number_of_milliseconds()
    {
        // Slices of 33.3 ms. The successes at 40 ms belong to the second, which still counts when the first, of 0 ms, has fallen out.
        var time = new WholeMillisecondTime();
        using var runtime = new AmbassadorRuntime(time);
        runtime.Overrides = Overrides.Of<IService>(Settings with { BreakerSamplingSeconds = 0.333 });
        IService service = new ServiceAmbassador(Fails(n => n > 4), runtime);

        await service.GetTaskAsync(1);
        for (var millisecond = 0; millisecond < 40; millisecond++)
            time.Advance(TimeSpan.FromMilliseconds(1));

        for (var i = 0; i < 3; i++)
            await service.GetTaskAsync(1);

        time.Advance(TimeSpan.FromMilliseconds(300));
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<IOException>(() => service.GetTaskAsync(1));

        await Assert.ThrowsAsync<BrokenCircuitException>(() => service.GetTaskAsync(1));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_probe_that_succeeds_closes_it(Kind kind)
    {
        using var harness = new Harness(Settings, Fails(n => n <= 4));
        await OpenAsync(harness, kind);
        harness.Time.Advance(TimeSpan.FromSeconds(5));

        for (var i = 0; i < 10; i++)
            await harness.Service.CallAsync(kind);

        Assert.Equal(14, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_probe_that_fails_opens_it_for_another_break(Kind kind)
    {
        using var harness = new Harness(Settings, Fails(n => n <= 5));
        await OpenAsync(harness, kind);
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));

        harness.Time.Advance(TimeSpan.FromMilliseconds(4_999));
        var broken = await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));
        Assert.Equal(TimeSpan.FromMilliseconds(1), broken.RetryAfter);

        harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        await harness.Service.CallAsync(kind);
    }

    [Fact]
    public async Task A_circuit_that_opens_in_the_middle_of_a_retry_sequence_stops_it()
    {
        using var harness = new Harness(
            Settings with { Retry = 10, RetryDelayMs = 0, BreakerMinimumThroughput = 3 }, Fails(_ => true));

        var broken = await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.GetTaskAsync(1));

        Assert.Equal(3, harness.Inner.Attempts);
        Assert.IsType<IOException>(broken.InnerException);
        Assert.Equal(TimeSpan.FromSeconds(5), broken.RetryAfter);
    }

    [Fact]
    public async Task The_last_retry_that_opens_it_surfaces_its_own_failure()
    {
        using var harness = new Harness(
            Settings with { Retry = 3, RetryDelayMs = 0, BreakerMinimumThroughput = 4 }, Fails(_ => true));

        await Assert.ThrowsAsync<IOException>(() => harness.Service.GetTaskAsync(1));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.GetTaskAsync(1));
        Assert.Equal(4, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_hundred_concurrent_callers_meet_a_half_open_circuit_and_one_passes(Kind kind)
    {
        for (var round = 0; round < 20; round++)
        {
            var probe = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            using var harness = new Harness(Settings, new ScriptedService(n => n <= 4 ? throw new IOException() : probe.Task));
            await OpenAsync(harness, kind);
            harness.Time.Advance(TimeSpan.FromSeconds(5));

            using var start = new Barrier(100);
            var calls = Enumerable.Range(0, 100).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return harness.Service.CallAsync(kind);
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()).ToList();

            var refused = 0;
            while (refused < 99)
            {
                var ended = await Task.WhenAny(calls);
                await Assert.ThrowsAsync<BrokenCircuitException>(() => ended);
                calls.Remove(ended);
                refused++;
            }

            probe.SetResult(1);
            await Assert.Single(calls);
            Assert.Equal(5, harness.Inner.Attempts);
        }
    }

    [Fact]
    public async Task A_success_that_began_before_the_circuit_opened_does_not_close_it()
    {
        var early = new TaskCompletionSource<int>();
        var probe = new TaskCompletionSource<int>();
        using var harness = new Harness(Settings, new ScriptedService(n => n switch
        {
            1 => early.Task,
            <= 5 => throw new IOException(),
            _ => probe.Task,
        }));

        var first = harness.Service.GetTaskAsync(1);
        await OpenAsync(harness, Kind.TaskOfValue);
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        var half = harness.Service.GetTaskAsync(1);

        early.SetResult(1);
        await first;
        await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.GetTaskAsync(1));

        probe.SetResult(1);
        await half;
    }

    [Fact]
    public async Task Under_contention_no_outcome_is_lost()
    {
        // Half of 4 000 concurrent attempts fail: at a ratio just above that the circuit must stay closed, at the next failure it must open.
        var failing = false;
        using var harness = new Harness(
            Settings with { Breaker = 0.5001, BreakerMinimumThroughput = 4_001 },
            new ScriptedService(n => Volatile.Read(ref failing) || n % 2 == 0 ? throw new IOException() : Task.FromResult(n)));

        await Parallel.ForEachAsync(Enumerable.Range(0, 4_000), TestContext.Current.CancellationToken, async (i, _) =>
        {
            try
            {
                await harness.Service.GetTaskAsync(i, CancellationToken.None);
            }
            catch (IOException)
            {
            }
        });
        Assert.Equal(4_000, harness.Inner.Attempts);

        failing = true;
        await Assert.ThrowsAsync<IOException>(() => harness.Service.GetTaskAsync(1));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.GetTaskAsync(1));
    }

    private static ScriptedService Fails(Func<int, bool> when)
        => new(async n =>
        {
            await Task.CompletedTask;
            return when(n) ? throw new IOException($"attempt {n}") : n;
        });

    private static async Task OpenAsync(Harness harness, Kind kind)
    {
        for (var i = 0; i < 4; i++)
            await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));
    }
}
