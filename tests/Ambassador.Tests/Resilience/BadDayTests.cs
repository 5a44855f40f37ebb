using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Tests.Resilience;

/// <summary>Settings that change under load, and clocks that jump.</summary>
public class BadDayTests
{
    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task No_call_is_lost_while_settings_change(Kind kind)
    {
        PolicySettings[] settings =
        [
            new(),
            new() { Retry = 2, RetryDelayMs = 0 },
            new() { Retry = 2, RetryDelayMs = 0, TimeoutMs = 60_000, TotalTimeoutMs = 120_000, Breaker = 1, BreakerMinimumThroughput = 1_000_000 },
            new() { Retry = 2, RetryDelayMs = 0, CacheSeconds = 0.001, CacheMaxEntries = 5 },
        ];
        using var runtime = new AmbassadorRuntime();
        var inner = new ScriptedService(async n =>
        {
            if (n % 3 == 0)
                await Task.Yield();

            return n % 7 == 0 ? throw new IOException("the service's") : n;
        });
        IService service = new ServiceAmbassador(inner, runtime);

        using var done = new CancellationTokenSource();
        var changes = 0;
        var changing = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    runtime.Overrides = Overrides.Of<IService>(settings[changes % settings.Length]);
                    Volatile.Write(ref changes, changes + 1);
                }
            },
            TestContext.Current.CancellationToken);

        // However long it takes for every change to come, and for some calls beside them.
        var (made, answered, failed) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 100 || Volatile.Read(ref changes) <= settings.Length; i++)
            {
                Interlocked.Increment(ref made);
                try
                {
                    await service.CallAsync(kind, id: i);
                    Interlocked.Increment(ref answered);
                }
                catch (IOException error) when (error.Message == "the service's")
                {
                    Interlocked.Increment(ref failed);
                }
            }
        })));
        await done.CancelAsync();
        await changing;

        Assert.Equal(made, answered + failed);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_clock_that_leaps_ahead_ends_every_wait_once(Kind kind)
    {
        var hang = new TaskCompletionSource<int>();
        using var harness = new Harness(
            new() { Retry = 1, RetryDelayMs = 10_000, RetryJitter = false, TimeoutMs = 1_000, TotalTimeoutMs = 3_600_000 },
            new ScriptedService(n => n == 1 ? hang.Task : Task.FromResult(n)));

        // In the middle of the attempt, then in the middle of the wait.
        var call = harness.Service.CallAsync(kind);
        harness.Time.SetUtcNow(harness.Time.GetUtcNow().AddMinutes(30));
        Assert.Equal((false, 1), (call.IsCompleted, harness.Inner.Attempts));
        harness.Time.SetUtcNow(harness.Time.GetUtcNow().AddMinutes(20));

        await call;
        Assert.Equal(2, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_clock_that_leaps_past_the_total_timeout_ends_the_call(Kind kind)
    {
        using var harness = new Harness(
            new() { Retry = 3, RetryDelayMs = 0, TimeoutMs = 1_000, TotalTimeoutMs = 10_000 },
            new ScriptedService(_ => new TaskCompletionSource<int>().Task));

        var call = harness.Service.CallAsync(kind);
        harness.Time.SetUtcNow(harness.Time.GetUtcNow().AddDays(300));

        Assert.Equal(TimeSpan.FromSeconds(10), (await Assert.ThrowsAsync<TimeoutRejectedException>(() => call)).Timeout);
        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_clock_that_is_set_back_prolongs_nothing(Kind kind)
    {
        var time = new WallClock();
        using var harness = new Harness(
            new() { TimeoutMs = 1_000, Breaker = 1, BreakerMinimumThroughput = 1, BreakerBreakSeconds = 5 },
            new ScriptedService(n => n == 1 ? new TaskCompletionSource<int>().Task : Task.FromResult(n)),
            time: time);

        var call = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(500));
        time.SetBack(TimeSpan.FromHours(10));
        harness.Time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(call.IsCompleted);
        harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);

        time.SetBack(TimeSpan.FromHours(10));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        await harness.Service.CallAsync(kind);
    }

    [Theory]
    [InlineData(Kind.Value)]
    [InlineData(Kind.TaskOfValue)]
    [InlineData(Kind.ValueTaskOfValue)]
    public async Task A_clock_that_is_set_back_keeps_no_result_longer(Kind kind)
    {
        var time = new WallClock();
        using var harness = new Harness(new() { CacheSeconds = 60 }, new ScriptedService(n => Task.FromResult(n)), time: time);

        Assert.Equal(1, await harness.Service.CallAsync(kind));
        time.SetBack(TimeSpan.FromDays(1));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, await harness.Service.CallAsync(kind));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, await harness.Service.CallAsync(kind));
    }

    /// <summary>A clock on the wall that can be set back while time goes on, as that of a machine; the base takes its timestamps from it.</summary>
    private sealed class WallClock : FakeTimeProvider
    {
        private TimeSpan _behind;

        public void SetBack(TimeSpan time) => _behind += time;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - _behind;

        public override long GetTimestamp() => base.GetTimestamp() + _behind.Ticks;
    }
}
