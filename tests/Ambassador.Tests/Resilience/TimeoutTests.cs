using Ambassador.Tests.Services;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Tests.Resilience;

public class TimeoutTests
{
    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_call_that_is_deaf_to_its_token_is_released_exactly_on_time(Kind kind)
    {
        using var harness = new Harness(new() { TimeoutMs = 2_000 }, new ScriptedService(_ => new TaskCompletionSource<int>().Task));

        var call = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(1_999));
        Assert.False(call.IsCompleted);
        harness.Time.Advance(TimeSpan.FromMilliseconds(1));

        var error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal(TimeSpan.FromSeconds(2), error.Timeout);
        Assert.Contains("IService.", error.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task The_inner_calls_token_is_cancelled_at_the_timeout_and_no_sooner(Kind kind)
    {
        CancellationToken seen = default;
        using var harness = new Harness(new() { TimeoutMs = 100 }, new ScriptedService(async (_, token) =>
        {
            seen = token;
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        }));

        var call = harness.Service.CallAsync(kind);
        Assert.False(seen.IsCancellationRequested);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.True(seen.IsCancellationRequested);
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_timed_out_attempt_is_retried_and_counts_against_the_circuit(Kind kind)
    {
        var hang = new TaskCompletionSource<int>();
        using var harness = new Harness(
            new() { TimeoutMs = 100, Retry = 1, RetryDelayMs = 0, Breaker = 1, BreakerMinimumThroughput = 3 },
            new ScriptedService(_ => hang.Task));

        var first = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(2, harness.Inner.Attempts);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => first);

        var second = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        var broken = await Assert.ThrowsAsync<BrokenCircuitException>(() => second);
        Assert.IsType<TimeoutRejectedException>(broken.InnerException);
        Assert.Equal(3, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task The_total_timeout_ends_the_call_in_the_middle_of_an_attempt(Kind kind)
    {
        using var harness = new Harness(
            new() { TimeoutMs = 400, TotalTimeoutMs = 1_000, Retry = 10, RetryDelayMs = 0 },
            new ScriptedService(_ => new TaskCompletionSource<int>().Task));

        var call = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(400));
        harness.Time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(3, harness.Inner.Attempts);
        harness.Time.Advance(TimeSpan.FromMilliseconds(199));
        Assert.False(call.IsCompleted);
        harness.Time.Advance(TimeSpan.FromMilliseconds(1));

        var error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal(TimeSpan.FromSeconds(1), error.Timeout);
        Assert.Equal(3, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task The_total_timeout_ends_the_call_in_the_middle_of_a_wait(Kind kind)
    {
        using var harness = new Harness(
            new() { TotalTimeoutMs = 1_000, Retry = 3, RetryDelayMs = 30_000 }, new ScriptedService(_ => throw new IOException()));

        var call = harness.Service.CallAsync(kind);
        for (var i = 0; i < 999; i++)
        {
            Assert.False(call.IsCompleted);
            harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        var error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.IsType<IOException>(error.InnerException);
        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task An_answer_in_time_stands_and_the_token_is_never_cancelled_afterwards(Kind kind)
    {
        CancellationToken seen = default;
        var answer = new TaskCompletionSource<int>();
        using var harness = new Harness(new() { TimeoutMs = 100 }, new ScriptedService((_, token) =>
        {
            seen = token;
            return answer.Task;
        }));

        var call = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(99));
        answer.SetResult(5);
        await call;
        harness.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.False(seen.IsCancellationRequested);
    }

    [Fact]
    public async Task A_blocking_call_that_listens_to_its_token_is_cancelled_at_the_timeout()
    {
        var started = new SemaphoreSlim(0);
        using var harness = new Harness(new() { TimeoutMs = 100 }, new ScriptedService(async (_, token) =>
        {
            started.Release();
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        }));

        var call = harness.Service.CallAsync(Kind.Value);
        await started.WaitAsync(TestContext.Current.CancellationToken);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));

        var error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.IsType<TaskCanceledException>(error.InnerException);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task The_exception_of_an_abandoned_call_is_observed(Kind kind)
    {
        var unobserved = new List<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e)
        {
            lock (unobserved)
                unobserved.AddRange(e.Exception.InnerExceptions);
        }

        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            await AbandonAsync(kind);
            for (var i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        Assert.DoesNotContain(unobserved, error => error.Message == "abandoned");

        static async Task AbandonAsync(Kind kind)
        {
            var inner = new TaskCompletionSource<int>();
            using var harness = new Harness(new() { TimeoutMs = 100 }, new ScriptedService(_ => inner.Task));
            var call = harness.Service.CallAsync(kind);
            harness.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
            inner.SetException(new IOException("abandoned"));
        }
    }

    [Fact]
    public async Task A_cancellation_callback_that_blocks_does_not_hold_the_caller()
    {
        using var block = new ManualResetEventSlim();
        using var harness = new Harness(new() { TimeoutMs = 100 }, new ScriptedService((_, token) =>
        {
            token.Register(block.Wait);
            return new TaskCompletionSource<int>().Task;
        }));

        var call = harness.Service.GetTaskAsync(1);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        block.Set();
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Timeouts_that_run_out_at_one_instant_end_a_call_each(Kind kind)
    {
        using var harness = new Harness(new() { TimeoutMs = 100 }, new ScriptedService(_ => new TaskCompletionSource<int>().Task));
        var calls = Enumerable.Range(0, 100).Select(_ => harness.Service.CallAsync(kind)).ToArray();

        harness.Time.Advance(TimeSpan.FromMilliseconds(100));

        foreach (var call in calls)
            await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
    }

    [Fact]
    public async Task Real_time_works_as_well()
    {
        using var runtime = new AmbassadorRuntime();
        runtime.Overrides = Overrides.Of<IService>(new() { TimeoutMs = 20, Retry = 1, RetryDelayMs = 0 });
        var inner = new ScriptedService(_ => new TaskCompletionSource<int>().Task);
        IService service = new ServiceAmbassador(inner, runtime);

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => service.GetTaskAsync(1));
        Assert.Equal(2, inner.Attempts);
    }

    [Fact]
    public async Task Timers_are_given_back_under_real_contention()
    {
        using var runtime = new AmbassadorRuntime();
        runtime.Overrides = Overrides.Of<IService>(new() { TimeoutMs = 5, Retry = 2, RetryDelayMs = 0 });
        IService service = new ServiceAmbassador(
            new ScriptedService(async (n, token) =>
            {
                await Task.Delay(n % 12, token);
                return n;
            }),
            runtime);

        var ended = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async worker =>
        {
            for (var i = 0; i < 50; i++)
            {
                using var source = new CancellationTokenSource();
                if (i % 5 == 0)
                    source.CancelAfter(worker % 7);

                try
                {
                    await service.GetValueTaskAsync(i, source.Token);
                }
                catch (Exception error) when (error is TimeoutRejectedException or OperationCanceledException)
                {
                }

                Interlocked.Increment(ref ended);
            }
        }));

        Assert.Equal(64 * 50, ended);
        Assert.InRange(runtime.TimerCount, 0, 200);
    }

    [Fact]
    public void Timers_of_threads_that_have_ended_are_given_back()
    {
        using var runtime = new AmbassadorRuntime();
        runtime.Overrides = Overrides.Of<IService>(new() { TimeoutMs = 60_000 });
        IService service = new ServiceAmbassador(new ScriptedService(n => Task.FromResult(n)), runtime);
        for (var i = 0; i < 100; i++)
        {
            var thread = new Thread(() => service.Get(1, CancellationToken.None));
            thread.Start();
            thread.Join();
        }

        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        // The garbage collector may think that a thread's last leavings are still in use.
        Assert.InRange(runtime.TimerCount, 0, 5);
    }
}
