using System.Runtime.CompilerServices;
using Ambassador.Calls;
using Ambassador.Tests.Services;
using Ambassador.Tests.Telemetry;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Tests.Ambient;

/// <summary>What a caller sets for the calls of a scope.</summary>
public class OverrideTests
{
    private static readonly PolicySettings NoRetry = new() { Retry = 0 };

    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    public static TheoryData<Kind> KindsWithResult => Kinds.WithResult;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task It_holds_within_the_scope_and_nowhere_else(Kind kind)
    {
        using var harness = new Harness(new() { Retry = 2, RetryDelayMs = 0 }, new ScriptedService(_ => throw new IOException()));

        using (AmbassadorCall.Override(NoRetry))
            await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));

        Assert.Equal(1, harness.Inner.Attempts);
        await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));
        Assert.Equal(4, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task It_goes_across_await_and_into_what_is_called(Kind kind)
    {
        using var harness = new Harness(new() { Retry = 2, RetryDelayMs = 0 }, new ScriptedService(_ => throw new IOException()));
        var later = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var scoped = ScopedAsync();
        var beside = BesideAsync();
        later.SetResult();
        await scoped;
        await beside;

        Assert.Equal(1 + 3, harness.Inner.Attempts);

        async Task ScopedAsync()
        {
            using (AmbassadorCall.Override(NoRetry))
            {
                await later.Task;
                await Assert.ThrowsAsync<IOException>(() => Task.Run(() => harness.Service.CallAsync(kind)));
            }
        }

        async Task BesideAsync()
        {
            await later.Task;
            await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));
        }
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task It_tightens_timeouts(Kind kind)
    {
        using var harness = new Harness(new() { TimeoutMs = 5_000 }, new ScriptedService(_ => new TaskCompletionSource<int>().Task));
        Task attempt, call;
        using (AmbassadorCall.Override(new() { TimeoutMs = 100 }))
            attempt = harness.Service.CallAsync(kind);
        using (AmbassadorCall.Override(new() { TotalTimeoutMs = 200 }))
            call = harness.Service.CallAsync(kind);

        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(TimeSpan.FromMilliseconds(100), (await Assert.ThrowsAsync<TimeoutRejectedException>(() => attempt)).Timeout);
        Assert.False(call.IsCompleted);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(TimeSpan.FromMilliseconds(200), (await Assert.ThrowsAsync<TimeoutRejectedException>(() => call)).Timeout);
    }

    [Theory, MemberData(nameof(KindsWithResult))]
    public async Task It_passes_the_cache_by_or_takes_no_older_result(Kind kind)
    {
        using var harness = new Harness(new() { CacheSeconds = 60 }, new ScriptedService(n => Task.FromResult(n)));
        Assert.Equal(1, await harness.Service.CallAsync(kind));
        harness.Time.Advance(TimeSpan.FromSeconds(10));

        using (AmbassadorCall.Override(new() { CacheSeconds = 0 }))
            Assert.Equal(2, await harness.Service.CallAsync(kind));

        Assert.Equal(1, await harness.Service.CallAsync(kind));
        using (AmbassadorCall.Override(new() { CacheSeconds = 10 }))
            Assert.Equal(3, await harness.Service.CallAsync(kind));

        Assert.Equal(3, await harness.Service.CallAsync(kind));
    }

    [Fact]
    public async Task It_reaches_the_calls_inside_those_calls()
    {
        using var nest = new Nest(
            new(), new() { Retry = 2, RetryDelayMs = 0 }, inner => inner.CallAsync(Kind.TaskOfValue), (_, _) => throw new IOException());

        using (AmbassadorCall.Override(NoRetry))
            await Assert.ThrowsAsync<IOException>(() => nest.Outer.CallAsync(Kind.TaskOfValue));

        Assert.Equal(1, nest.InnerService.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task It_can_be_for_one_interface_and_those_derived_from_it(Kind kind)
    {
        using var nest = new Nest(
            new() { Retry = 1, RetryDelayMs = 0 },
            new() { Retry = 2, RetryDelayMs = 0 },
            inner => inner.CallAsync(kind),
            (_, _) => throw new IOException());

        using (AmbassadorCall.Override<IObserved>(NoRetry))
            await Assert.ThrowsAsync<IOException>(() => nest.Outer.CallAsync(kind));

        Assert.Equal(2, nest.InnerService.Attempts);

        using (AmbassadorCall.Override<IService>(NoRetry))
            await Assert.ThrowsAsync<IOException>(() => nest.Outer.CallAsync(kind));

        Assert.Equal(3, nest.InnerService.Attempts);

        using (AmbassadorCall.Override<IDisposable>(NoRetry))
            await Assert.ThrowsAsync<IOException>(() => nest.Outer.CallAsync(kind));

        Assert.Equal(3 + (2 * 3), nest.InnerService.Attempts);
    }

    [Fact]
    public async Task Of_nested_scopes_the_innermost_wins_setting_by_setting()
    {
        using var harness = new Harness(new() { Retry = 5, RetryDelayMs = 0 }, new ScriptedService(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        }));

        using (AmbassadorCall.Override(new() { Retry = 3, TimeoutMs = 100 }))
        {
            using (AmbassadorCall.Override<IObserved>(new() { Retry = 7 }))
            using (AmbassadorCall.Override<IService>(new() { Retry = 1 }))
                await EndsAsync(attempts: 2);

            await EndsAsync(attempts: 2 + 4);
        }

        async Task EndsAsync(int attempts)
        {
            var call = harness.Service.GetTaskAsync(1, TestContext.Current.CancellationToken);
            while (!call.IsCompleted)
            {
                var before = harness.Inner.Attempts;
                harness.Time.Advance(TimeSpan.FromMilliseconds(100));
                while (!call.IsCompleted && harness.Inner.Attempts == before)
                    await Task.Yield();
            }

            await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
            Assert.Equal(attempts, harness.Inner.Attempts);
        }
    }

    [Fact]
    public async Task It_wins_over_what_is_set_for_the_failure_unless_it_says_otherwise_itself()
    {
        using var harness = new Harness(
            new PolicySettings { Retry = 1, RetryDelayMs = 0 }.On<IOException>(new() { Retry = 4 }), new ScriptedService(_ => throw new IOException()));

        using (AmbassadorCall.Override(NoRetry))
            await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(Kind.Task));
        Assert.Equal(1, harness.Inner.Attempts);

        using (AmbassadorCall.Override(NoRetry.On<IOException>(new() { Retry = 2 })))
            await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(Kind.Task));
        Assert.Equal(1 + 3, harness.Inner.Attempts);

        await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(Kind.Task));
        Assert.Equal(1 + 3 + 5, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task The_state_stays_that_of_all_callers(Kind kind)
    {
        using var harness = new Harness(new() { Retry = 1, RetryDelayMs = 0, Breaker = 1, BreakerMinimumThroughput = 2 }, new ScriptedService(_ => throw new IOException()));

        for (var i = 0; i < 2; i++)
        {
            using (AmbassadorCall.Override(new() { Retry = 0 }))
                await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));
        }

        await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));
        using (AmbassadorCall.Override(NoRetry))
            await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));
    }

    [Fact]
    public async Task It_stays_in_force_over_settings_that_change()
    {
        using var runtime = new AmbassadorRuntime(new FakeTimeProvider()) { Overrides = Overrides.Of<IService>(new() { Retry = 1, RetryDelayMs = 0 }) };
        var inner = new ScriptedService(_ => throw new IOException());
        IService service = new ServiceAmbassador(inner, runtime);

        using (AmbassadorCall.Override(new() { Retry = 2 }))
        {
            await Assert.ThrowsAsync<IOException>(() => service.CallAsync(Kind.Task));
            runtime.Overrides = Overrides.Of<IService>(new() { Retry = 5, RetryDelayMs = 0, Breaker = 1, BreakerMinimumThroughput = 2 });
            await Assert.ThrowsAsync<BrokenCircuitException>(() => service.CallAsync(Kind.Task));
        }

        Assert.Equal(3 + 2, inner.Attempts);
    }

    [Fact]
    public void What_other_calls_share_is_not_for_one_to_decide()
    {
        var error = Assert.Throws<ArgumentException>(() => AmbassadorCall.Override(new() { Breaker = 0.5 }));
        Assert.StartsWith("Breaker cannot be set for a call. What can: Retry, RetryDelayMs, ", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => AmbassadorCall.Override(new() { BreakerGroup = "shop" }));
        Assert.Throws<ArgumentException>(() => AmbassadorCall.Override(PolicySettings.None.On<IOException>(new() { BreakerCounts = false })));
        Assert.Throws<ArgumentOutOfRangeException>(() => AmbassadorCall.Override<IService>(new() { Retry = -1 }));
        Assert.Throws<ArgumentNullException>(() => AmbassadorCall.Override(null!));
    }

    [Fact]
    public void The_same_settings_again_find_the_plan_that_was_made_for_them()
    {
        using var runtime = new AmbassadorRuntime();
        var pipeline = runtime.GetMethods<IService, StrongBox<MethodPipeline>>(
            null, methods => new(methods.Add("M")), "I", new() { Retry = 3, TimeoutMs = 100 }).Value!;

        var overridden = pipeline.With(new() { Retry = 1 });
        Assert.NotSame(pipeline, overridden);
        Assert.Same(overridden, pipeline.With(new() { Retry = 1 }));

        for (var i = 0; i < 1_000; i++)
            pipeline.With(new() { TimeoutMs = i });

        Assert.NotSame(overridden, pipeline.With(new() { Retry = 1 }));
    }
}
