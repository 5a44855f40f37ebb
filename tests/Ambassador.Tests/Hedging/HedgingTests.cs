using Ambassador.Tests.Services;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Tests.Hedging;

public class HedgingTests
{
    private static readonly PolicySettings Hedged = new() { Hedge = 2, HedgeAfterMs = 100, Idempotent = true };

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    public static TheoryData<Kind> AllKinds => Kinds.All;

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task The_next_attempt_starts_when_the_first_is_slow_and_the_first_success_wins(Kind kind)
    {
        var attempts = new Attempts();
        using var harness = new Harness(Hedged, attempts.Service);

        var call = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal(1, harness.Inner.Attempts);
        harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, harness.Inner.Attempts);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(3, harness.Inner.Attempts);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(3, harness.Inner.Attempts);

        attempts.Succeed(2, 42);

        Assert.Equal(Expected(kind, 42), await call);
        await attempts.WhenCanceled(1);
        await attempts.WhenCanceled(3);
        Assert.False(attempts.Token(2).IsCancellationRequested);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task No_delay_starts_all_at_once(Kind kind)
    {
        var attempts = new Attempts();
        using var harness = new Harness(Hedged with { HedgeAfterMs = 0 }, attempts.Service);

        var call = harness.Service.CallAsync(kind);
        Assert.Equal(3, harness.Inner.Attempts);

        attempts.Succeed(3, 42);
        Assert.Equal(Expected(kind, 42), await call);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_failure_starts_the_next_attempt_at_once(Kind kind)
    {
        var attempts = new Attempts();
        using var harness = new Harness(Hedged, attempts.Service);

        var call = harness.Service.CallAsync(kind);
        attempts.Fail(1, new IOException());
        Assert.Equal(2, harness.Inner.Attempts);

        attempts.Succeed(2, 42);
        Assert.Equal(Expected(kind, 42), await call);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task The_first_attempts_failure_surfaces_when_all_have_failed(Kind kind)
    {
        var attempts = new Attempts();
        var first = new IOException("first");
        using var harness = new Harness(Hedged, attempts.Service);

        var call = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        attempts.Fail(2, new IOException("second"));
        Assert.Equal(3, harness.Inner.Attempts);
        attempts.Fail(3, new IOException("third"));
        Assert.False(call.IsCompleted);
        attempts.Fail(1, first);

        Assert.Same(first, await Assert.ThrowsAsync<IOException>(() => call));
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task An_error_of_the_program_ends_the_race(Kind kind)
    {
        var attempts = new Attempts();
        var error = new ArgumentException("wrong");
        using var harness = new Harness(Hedged, attempts.Service);

        var call = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        attempts.Fail(2, error);

        Assert.Same(error, await Assert.ThrowsAsync<ArgumentException>(() => call));
        Assert.Equal(2, harness.Inner.Attempts);
        await attempts.WhenCanceled(1);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task An_answer_at_once_is_not_hedged(Kind kind)
    {
        using var harness = new Harness(Hedged with { HedgeAfterMs = 0 }, new ScriptedService(n => Task.FromResult(n)));

        Assert.Equal(Expected(kind, 1), await harness.Service.CallAsync(kind));
        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Only_idempotent_methods_are_hedged(Kind kind)
    {
        using var harness = new Harness(Hedged with { Idempotent = false }, new ScriptedService(_ => throw new IOException()));

        await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));
        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Theory, InlineData(Kind.Value), InlineData(Kind.Void)]
    public async Task Blocking_methods_are_not_hedged(Kind kind)
    {
        using var harness = new Harness(Hedged with { HedgeAfterMs = 0 }, new ScriptedService(_ => throw new IOException()));

        await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));
        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task The_callers_cancellation_releases_the_caller_and_cancels_every_attempt(Kind kind)
    {
        var attempts = new Attempts();
        using var source = new CancellationTokenSource();
        using var harness = new Harness(Hedged with { Retry = 3, Breaker = 0.1, BreakerMinimumThroughput = 1 }, attempts.Service);

        var call = harness.Service.CallAsync(kind, cancellationToken: source.Token);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        await source.CancelAsync();

        // The attempts are deaf to their tokens.
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.True(attempts.Token(1).IsCancellationRequested);
        Assert.True(attempts.Token(2).IsCancellationRequested);
        Assert.Equal(2, harness.Inner.Attempts);

        attempts.Succeed(1, 1);
        attempts.Succeed(2, 2);
        call = harness.Service.CallAsync(kind);
        attempts.Succeed(3, 3);
        await call;
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_race_is_one_attempt_of_the_retry(Kind kind)
    {
        var attempts = new Attempts();
        using var harness = new Harness(Hedged with { Hedge = 1, Retry = 1, RetryDelayMs = 1_000, RetryJitter = false, RetryBackoff = Polly.DelayBackoffType.Constant }, attempts.Service);

        var call = harness.Service.CallAsync(kind);
        attempts.Fail(1, new IOException());
        attempts.Fail(2, new IOException());
        Assert.Equal(2, harness.Inner.Attempts);
        harness.Time.Advance(TimeSpan.FromMilliseconds(1_000));
        Assert.Equal(3, harness.Inner.Attempts);
        attempts.Fail(3, new IOException());
        attempts.Succeed(4, 42);

        Assert.Equal(Expected(kind, 42), await call);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Each_attempt_has_its_own_timeout_and_counts_against_the_circuit(Kind kind)
    {
        var attempts = new Attempts();
        using var harness = new Harness(
            Hedged with { Hedge = 1, TimeoutMs = 1_000, Breaker = 1, BreakerMinimumThroughput = 2 }, attempts.Service);

        var call = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(2, harness.Inner.Attempts);
        harness.Time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.False(call.IsCompleted);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));

        var error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal(TimeSpan.FromMilliseconds(1_000), error.Timeout);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));
        Assert.Equal(2, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task The_total_timeout_ends_the_race_and_every_attempt_of_it_counts_against_the_circuit(Kind kind)
    {
        var never = new TaskCompletionSource<int>();
        using var harness = new Harness(
            Hedged with { Hedge = 1, TotalTimeoutMs = 500, Retry = 5, Breaker = 1, BreakerMinimumThroughput = 2 },
            new ScriptedService(n => n <= 2 ? never.Task : throw new ArgumentException("tells the circuit nothing")));

        var call = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        harness.Time.Advance(TimeSpan.FromMilliseconds(400));

        var error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal(TimeSpan.FromMilliseconds(500), error.Timeout);
        await Eventually(async () => await Record.ExceptionAsync(() => harness.Service.CallAsync(kind)) is BrokenCircuitException);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_circuit_that_refuses_a_hedge_does_not_fail_the_race(Kind kind)
    {
        var attempts = new Attempts();
        using var harness = new Harness(Hedged with { Hedge = 1, Breaker = 1, BreakerMinimumThroughput = 2, BreakerBreakSeconds = 5 }, attempts.Service);
        var failing = harness.Service.CallAsync(kind);
        attempts.Fail(1, new IOException());
        attempts.Fail(2, new IOException());
        await Assert.ThrowsAsync<IOException>(() => failing);
        harness.Time.Advance(TimeSpan.FromSeconds(5));

        // The first attempt is the probe, and there is no second.
        var call = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(3, harness.Inner.Attempts);
        attempts.Succeed(3, 42);

        Assert.Equal(Expected(kind, 42), await call);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task An_open_circuit_refuses_the_race_at_once(Kind kind)
    {
        using var harness = new Harness(
            Hedged with { Hedge = 1, Retry = 3, Breaker = 1, BreakerMinimumThroughput = 2 }, new ScriptedService(_ => throw new IOException()));

        await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));
        Assert.Equal(2, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_loser_tells_the_circuit_nothing(Kind kind)
    {
        var script = 0;
        using var harness = new Harness(Hedged with { Hedge = 1, Breaker = 0.1, BreakerMinimumThroughput = 1 }, new ScriptedService(async (_, token) =>
        {
            if (++script % 2 == 1)
                await Task.Delay(Timeout.Infinite, token);

            return 42;
        }));

        for (var i = 0; i < 10; i++)
        {
            var call = harness.Service.CallAsync(kind);
            harness.Time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.Equal(Expected(kind, 42), await call);
        }
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task No_timer_is_left_behind(Kind kind)
    {
        using var harness = new Harness(Hedged with { HedgeAfterMs = 0, TimeoutMs = 10_000, TotalTimeoutMs = 60_000 }, new ScriptedService(async (attempt, token) =>
        {
            if (attempt % 3 != 0)
                await Task.Delay(Timeout.Infinite, token);

            return 42;
        }));

        for (var i = 0; i < 200; i++)
            await harness.Service.CallAsync(kind);

        // Two of each call have lost, and are not used again. What is left are those of the pool, of which each thread may keep one.
        await Eventually(() => Task.FromResult(harness.Runtime.TimerCount < 200));
    }

    [Fact]
    public async Task A_hedged_result_is_cached_once()
    {
        var attempts = new Attempts();
        using var harness = new Harness(Hedged with { CacheSeconds = 60 }, attempts.Service);

        var call = harness.Service.GetTaskAsync(1, TestContext.Current.CancellationToken);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        attempts.Succeed(2, 42);

        Assert.Equal(42, await call);
        Assert.Equal(42, await harness.Service.GetTaskAsync(1, TestContext.Current.CancellationToken));
        Assert.Equal(2, harness.Inner.Attempts);
    }

    [Fact]
    public async Task Every_call_of_many_at_once_ends_exactly_once_with_its_own_result()
    {
        using var harness = new Harness(Hedged with { HedgeAfterMs = 0, Retry = 50, RetryDelayMs = 0, TimeoutMs = 1_000, Breaker = 1 }, new ScriptedService(async (attempt, token) =>
        {
            await Task.Yield();
            if (attempt % 4 == 0)
                throw new IOException();

            if (attempt % 5 == 0)
                await Task.Delay(Timeout.Infinite, token);

            return 42;
        }));

        var calls = Enumerable.Range(0, 1_000).Select(_ => Task.Run(() => harness.Service.GetValueTaskAsync(1, default).AsTask())).ToArray();
        var all = Task.WhenAll(calls);
        while (!all.IsCompleted)
        {
            // Every attempt of a race may be one that hangs.
            harness.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.All(await all, result => Assert.Equal(42, result));
    }

    private static int Expected(Kind kind, int result) => kind is Kind.TaskOfValue or Kind.ValueTaskOfValue ? result : 0;

    // What a race leaves behind ends on other threads.
    private static async Task Eventually(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
