using Ambassador.Tests.Services;
using Ambassador.Tests.Telemetry;
using Microsoft.Extensions.Time.Testing;
using Polly.Timeout;

namespace Ambassador.Tests.Ambient;

/// <summary>What an ambassador that is called inside another's call has left of that call's time.</summary>
public class DeadlineTests
{
    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_call_without_a_timeout_ends_with_the_call_around_it(Kind kind)
    {
        var started = new SemaphoreSlim(0);
        var inside = new TaskCompletionSource<Exception?>();
        using var nest = new Nest(
            new() { TotalTimeoutMs = 1_000 },
            new(),
            async inner =>
            {
                inside.SetResult(await Record.ExceptionAsync(() => inner.CallAsync(kind)));
                throw new IOException();
            },
            (_, token) => HangAsync(started, token));

        var call = nest.Outer.CallAsync(kind);
        await started.WaitAsync(TestContext.Current.CancellationToken);
        nest.Time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(call.IsCompleted || inside.Task.IsCompleted);
        nest.Time.Advance(TimeSpan.FromMilliseconds(1));

        var inherited = Assert.IsType<TimeoutRejectedException>(await inside.Task);
        Assert.Equal(TimeSpan.FromSeconds(1), inherited.Timeout);
        Assert.Contains("IObserved.", inherited.Message, StringComparison.Ordinal);
        Assert.Contains("inherited", inherited.Message, StringComparison.Ordinal);
        if (kind is Kind.Value or Kind.Void)
            await Assert.ThrowsAsync<IOException>(() => call);
        else
            Assert.Equal(TimeSpan.FromSeconds(1), (await Assert.ThrowsAsync<TimeoutRejectedException>(() => call)).Timeout);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task The_call_around_it_sees_its_own_total_timeout(Kind kind)
    {
        var started = new SemaphoreSlim(0);
        using var nest = new Nest(
            new() { TotalTimeoutMs = 1_000, Retry = 3 }, new(), inner => inner.CallAsync(kind), (_, token) => HangAsync(started, token));

        var call = nest.Outer.CallAsync(kind);
        await started.WaitAsync(TestContext.Current.CancellationToken);
        nest.Time.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Contains("Services.IService.", error.Message, StringComparison.Ordinal);
        Assert.Contains("(call timeout)", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, nest.InnerService.Attempts);
    }

    [Fact]
    public async Task It_has_what_is_left_and_no_more()
    {
        var inside = new TaskCompletionSource<Exception?>();
        var later = new TaskCompletionSource();
        using var nest = new Nest(
            new() { TotalTimeoutMs = 1_000 },
            new() { TotalTimeoutMs = 5_000, TimeoutMs = 5_000 },
            async inner =>
            {
                await later.Task;
                inside.SetResult(await Record.ExceptionAsync(() => inner.CallAsync(Kind.TaskOfValue)));
                return 0;
            },
            (_, _) => new TaskCompletionSource<int>().Task);

        var call = nest.Outer.CallAsync(Kind.TaskOfValue);
        nest.Time.Advance(TimeSpan.FromMilliseconds(400));
        later.SetResult();
        nest.Time.Advance(TimeSpan.FromMilliseconds(600));

        Assert.Equal(TimeSpan.FromMilliseconds(600), Assert.IsType<TimeoutRejectedException>(await inside.Task).Timeout);
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Its_own_shorter_timeout_is_its_own(Kind kind)
    {
        using var nest = new Nest(
            new() { TotalTimeoutMs = 1_000 },
            new() { TotalTimeoutMs = 100 },
            inner => inner.CallAsync(kind),
            (_, _) => new TaskCompletionSource<int>().Task);

        var call = nest.Outer.CallAsync(kind);
        nest.Time.Advance(TimeSpan.FromMilliseconds(100));

        var error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal(TimeSpan.FromMilliseconds(100), error.Timeout);
        Assert.Contains("(call timeout)", error.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_wait_between_two_attempts_ends_with_it(Kind kind)
    {
        const int Delay = 20_000;
        using var time = new WatchedTime(TimeSpan.FromMilliseconds(Delay));
        using var nest = new Nest(
            new() { TotalTimeoutMs = 1_000 },
            new() { Retry = 5, RetryDelayMs = Delay, RetryJitter = false },
            inner => inner.CallAsync(kind),
            (_, _) => throw new IOException(),
            time: time);

        var call = nest.Outer.CallAsync(kind);
        await time.Waiting.WaitAsync(TestContext.Current.CancellationToken);
        nest.Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal(1, nest.InnerService.Attempts);
    }

    [Fact]
    public async Task A_shorter_deadline_is_not_lengthened_inside_and_what_holds_outside_comes_back()
    {
        List<TimeSpan?> left = [];
        using var nest = new Nest(
            new() { TotalTimeoutMs = 1_000 },
            new() { TotalTimeoutMs = 5_000 },
            async inner =>
            {
                left.Add(AmbassadorCall.RemainingTime);
                using (AmbassadorCall.Override<IObserved>(new() { TotalTimeoutMs = 200 }))
                    await inner.GetTaskAsync(1, CancellationToken.None);

                left.Add(AmbassadorCall.RemainingTime);
                await inner.GetValueTaskAsync(1, CancellationToken.None);
                left.Add(AmbassadorCall.RemainingTime);
                return 0;
            },
            async (_, _) =>
            {
                left.Add(AmbassadorCall.RemainingTime);
                await Task.Yield();
                return 0;
            });

        await nest.Outer.GetTaskAsync(1, TestContext.Current.CancellationToken);

        Assert.Equal([1_000, 200, 1_000, 1_000, 1_000], left.Select(time => time!.Value.TotalMilliseconds));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task It_is_there_in_every_attempt_and_gone_when_the_call_returns(Kind kind)
    {
        List<double?> left = [];
        var time = new FakeTimeProvider();
        using var harness = new Harness(
            new() { TotalTimeoutMs = 1_000, Retry = 2, RetryDelayMs = 0 },
            new ScriptedService(async attempt =>
            {
                left.Add(AmbassadorCall.RemainingTime?.TotalMilliseconds);
                await Task.Yield();
                time.Advance(TimeSpan.FromMilliseconds(100));
                return attempt == 3 ? attempt : throw new IOException();
            }),
            time: time);

        var call = harness.Service.CallAsync(kind);
        Assert.Null(AmbassadorCall.RemainingTime);
        await call;

        Assert.Null(AmbassadorCall.RemainingTime);
        Assert.Equal([1_000, 900, 800], left);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_call_that_completes_at_once_leaves_nothing_behind(Kind kind)
    {
        TimeSpan? inside = null;
        using var harness = new Harness(new() { TotalTimeoutMs = 1_000 }, new ScriptedService(n =>
        {
            inside = AmbassadorCall.RemainingTime;
            return n == 1 ? Task.FromResult(n) : throw new IOException();
        }));

        await harness.Service.Begin(kind);
        Assert.Null(AmbassadorCall.RemainingTime);
        await Assert.ThrowsAsync<IOException>(() => harness.Service.Begin(kind));
        Assert.Null(AmbassadorCall.RemainingTime);
        Assert.Equal(TimeSpan.FromSeconds(1), inside);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task What_the_implementation_leaves_in_its_callers_flow_stays_there(Kind kind)
    {
        var left = new AsyncLocal<string>();
        using var harness = new Harness(new() { TotalTimeoutMs = 1_000 }, new ScriptedService(n =>
        {
            left.Value = "by the implementation";
            return Task.FromResult(n);
        }));

        await harness.Service.Begin(kind);

        Assert.Equal("by the implementation", left.Value);
        Assert.Null(AmbassadorCall.RemainingTime);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public void A_flow_that_is_suppressed_is_left_as_it_is(Kind kind)
    {
        using var harness = new Harness(new() { TotalTimeoutMs = 1_000 }, new ScriptedService(n => Task.FromResult(n)));
        using (ExecutionContext.SuppressFlow())
        {
            Assert.True(harness.Service.Begin(kind).IsCompletedSuccessfully);
            Assert.True(ExecutionContext.IsFlowSuppressed());
            Assert.Null(AmbassadorCall.RemainingTime);
        }
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Nothing_is_inherited_where_it_is_switched_off(Kind kind)
    {
        TimeSpan? left = TimeSpan.MaxValue;
        using var harness = new Harness(new() { TotalTimeoutMs = 1_000, PropagateDeadline = false }, new ScriptedService(n =>
        {
            left = AmbassadorCall.RemainingTime;
            return Task.FromResult(n);
        }));

        await harness.Service.CallAsync(kind);

        Assert.Null(left);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Once_it_has_passed_nothing_is_called(Kind kind)
    {
        var later = new TaskCompletionSource();
        var inside = new TaskCompletionSource<Exception?>();
        using var nest = new Nest(
            new() { TotalTimeoutMs = 1_000 },
            new() { Retry = 3 },
            async inner =>
            {
                await later.Task;
                inside.SetResult(await Record.ExceptionAsync(() => inner.CallAsync(kind)));
                return 0;
            },
            (n, _) => Task.FromResult(n));

        var call = nest.Outer.GetTaskAsync(1, TestContext.Current.CancellationToken);
        nest.Time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        later.SetResult();

        Assert.IsType<TimeoutRejectedException>(await inside.Task);
        Assert.Equal(0, nest.InnerService.Attempts);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task It_holds_between_runtimes_on_one_clock(Kind kind)
    {
        var time = new FakeTimeProvider();
        var inside = new TaskCompletionSource<Exception?>();
        using var outer = new AmbassadorRuntime(time) { Overrides = Overrides.Of<IService>(new() { TotalTimeoutMs = 1_000 }) };
        time.Advance(TimeSpan.FromDays(3));
        using var inner = new AmbassadorRuntime(time);
        IService called = new ObservedAmbassador(new ObservedService((_, _) => new TaskCompletionSource<int>().Task), inner);
        IService service = new ServiceAmbassador(
            new ScriptedService(async _ =>
            {
                inside.SetResult(await Record.ExceptionAsync(() => called.CallAsync(kind)));
                return 0;
            }),
            outer);

        var call = service.CallAsync(kind);
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(inside.Task.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.IsType<TimeoutRejectedException>(await inside.Task);
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
    }

    [Fact]
    public async Task On_another_clock_it_is_as_far_away_as_it_is_on_its_own()
    {
        var time = new FakeTimeProvider();
        var inside = new TaskCompletionSource<Exception?>();
        using var nest = new Nest(
            new() { TotalTimeoutMs = 1_000 },
            new(),
            async inner =>
            {
                inside.SetResult(await Record.ExceptionAsync(() => inner.CallAsync(Kind.TaskOfValue)));
                return 0;
            },
            (_, _) => new TaskCompletionSource<int>().Task,
            time);
        time.Advance(TimeSpan.FromDays(1));

        _ = nest.Outer.GetTaskAsync(1, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(inside.Task.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(TimeSpan.FromSeconds(1), Assert.IsType<TimeoutRejectedException>(await inside.Task).Timeout);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Its_end_does_not_count_against_the_circuit_inside(Kind kind)
    {
        using var nest = new Nest(
            new() { TotalTimeoutMs = 1_000 },
            new() { Breaker = 0.1, BreakerMinimumThroughput = 1, TimeoutMs = 10_000 },
            inner => inner.CallAsync(kind),
            (n, _) => n == 1 ? new TaskCompletionSource<int>().Task : Task.FromResult(n));

        var call = nest.Outer.CallAsync(kind);
        nest.Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);

        await nest.Inner.CallAsync(kind);
        Assert.Equal(2, nest.InnerService.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task The_callers_cancellation_is_still_the_callers(Kind kind)
    {
        var started = new SemaphoreSlim(0);
        var inside = new TaskCompletionSource<Exception?>();
        using var source = new CancellationTokenSource();
        using var nest = new Nest(
            new() { TotalTimeoutMs = 1_000 },
            new() { Retry = 3 },
            async inner =>
            {
                inside.SetResult(await Record.ExceptionAsync(() => inner.CallAsync(kind, cancellationToken: source.Token)));
                return 0;
            },
            (_, token) => HangAsync(started, token));

        var call = nest.Outer.GetTaskAsync(1, TestContext.Current.CancellationToken);
        await started.WaitAsync(TestContext.Current.CancellationToken);
        await source.CancelAsync();

        var canceled = Assert.IsAssignableFrom<OperationCanceledException>(await inside.Task);
        Assert.Equal(source.Token, canceled.CancellationToken);
        await call;
        Assert.Equal(1, nest.InnerService.Attempts);
        Assert.InRange(nest.Runtime.TimerCount, 0, 4);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task It_ends_nothing_that_is_in_time(Kind kind)
    {
        using var nest = new Nest(
            new() { TotalTimeoutMs = 1_000 },
            new() { Retry = 1, RetryDelayMs = 0 },
            inner => inner.CallAsync(kind),
            async (n, _) =>
            {
                await Task.Yield();
                return n == 1 ? throw new IOException() : n;
            });

        await nest.Outer.CallAsync(kind);

        Assert.Equal(2, nest.InnerService.Attempts);
        await Assert.ThrowsAsync<IOException>(() => new Nest(
            new() { TotalTimeoutMs = 1_000 }, new(), inner => inner.CallAsync(kind), (_, _) => throw new IOException()).Outer.CallAsync(kind));
    }

    [Fact]
    public async Task A_limit_is_as_a_call_with_that_total_timeout_around()
    {
        var time = new FakeTimeProvider();
        using var harness = new Harness(new(), new ScriptedService(_ => new TaskCompletionSource<int>().Task), time: time);
        Task call;
        using (AmbassadorCall.Limit(TimeSpan.FromSeconds(1), time))
        {
            time.Advance(TimeSpan.FromMilliseconds(300));
            using (AmbassadorCall.Limit(TimeSpan.MaxValue, time))
                Assert.Equal(TimeSpan.FromMilliseconds(700), AmbassadorCall.RemainingTime);

            call = harness.Service.GetTaskAsync(1, TestContext.Current.CancellationToken);
        }

        Assert.Null(AmbassadorCall.RemainingTime);
        time.Advance(TimeSpan.FromMilliseconds(699));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Throws<ArgumentOutOfRangeException>(() => AmbassadorCall.Limit(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void What_has_passed_is_zero_and_not_less()
    {
        var time = new FakeTimeProvider();
        using (AmbassadorCall.Limit(TimeSpan.FromSeconds(1), time))
        {
            time.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(TimeSpan.Zero, AmbassadorCall.RemainingTime);
        }
    }

    private static async Task<int> HangAsync(SemaphoreSlim started, CancellationToken token)
    {
        started.Release();
        await Task.Delay(Timeout.Infinite, token);
        return 0;
    }

    // A blocking call waits on a thread of its own: the clock must not run ahead of it.
    /// <summary>Tells when a wait of a certain length has begun.</summary>
    private sealed class WatchedTime(TimeSpan wait) : FakeTimeProvider, IDisposable
    {
        public SemaphoreSlim Waiting { get; } = new(0);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == wait)
                Waiting.Release();

            return timer;
        }

        public void Dispose() => Waiting.Dispose();
    }
}
