using Ambassador.Tests.Services;
using Ambassador.Tests.Telemetry;

namespace Ambassador.Tests.Docs;

/// <summary>What docs/semantics.md says of calls beyond what the tests of each policy show.</summary>
public class CallSemanticsTests
{
    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_result_that_is_there_when_the_inner_call_returns_stands_however_late(Kind kind)
    {
        Harness? harness = null;
        harness = new(new() { TimeoutMs = 100, TotalTimeoutMs = 100, Retry = 3, RetryDelayMs = 0 }, new ScriptedService(n =>
        {
            harness!.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(n);
        }));

        using (harness)
            await harness.Service.CallAsync(kind);

        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_failure_that_comes_with_the_callers_cancellation_surfaces_and_is_not_retried(Kind kind)
    {
        using var source = new CancellationTokenSource();
        using var harness = new Harness(new() { Retry = 3, RetryDelayMs = 0, TimeoutMs = 1_000 }, new ScriptedService(_ =>
        {
            source.Cancel();
            throw new IOException();
        }));

        await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind, cancellationToken: source.Token));
        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_caller_who_cancels_leaves_a_deaf_inner_call_only_where_it_is_timed(Kind kind)
    {
        foreach (var timed in new[] { true, false })
        {
            var deaf = new TaskCompletionSource<int>();
            using var source = new CancellationTokenSource();
            using var harness = new Harness(
                timed ? new() { TimeoutMs = 60_000 } : new() { Retry = 3 }, new ScriptedService(_ => deaf.Task));

            var call = harness.Service.CallAsync(kind, cancellationToken: source.Token);
            await source.CancelAsync();
            if (timed)
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

            Assert.Equal(timed, call.IsCompleted);
            deaf.SetResult(1);
            if (!timed)
                await call;
        }
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task An_abandoned_call_goes_on(Kind kind)
    {
        var finished = false;
        var go = new TaskCompletionSource();
        using var harness = new Harness(new() { TimeoutMs = 100 }, new ScriptedService(async _ =>
        {
            await go.Task;
            finished = true;
            return 1;
        }));

        var call = harness.Service.CallAsync(kind);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAsync<Polly.Timeout.TimeoutRejectedException>(() => call);

        Assert.False(finished);
        go.SetResult();
        Assert.True(finished);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_call_under_way_ends_by_the_policy_it_began_with(Kind kind)
    {
        var first = new TaskCompletionSource<int>();
        using var harness = new Harness(new() { Retry = 1, RetryDelayMs = 0 }, new ScriptedService(n => n == 1 ? first.Task : throw new IOException()));

        var call = harness.Service.CallAsync(kind);
        harness.Runtime.Overrides = PolicyOverrides.None;
        first.SetException(new IOException());
        await Assert.ThrowsAsync<IOException>(() => call);
        Assert.Equal(2, harness.Inner.Attempts);

        await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));
        Assert.Equal(3, harness.Inner.Attempts);
    }

    [Theory]
    [InlineData(Kind.Value)]
    [InlineData(Kind.Void)]
    public async Task A_blocking_call_makes_every_attempt_on_its_callers_thread(Kind kind)
    {
        List<int> threads = [];
        using var runtime = new AmbassadorRuntime();
        runtime.Overrides = Overrides.Of<IService>(new() { Retry = 2, RetryDelayMs = 1, TimeoutMs = 60_000 });
        IService service = new ServiceAmbassador(
            new ScriptedService(n =>
            {
                threads.Add(Environment.CurrentManagedThreadId);
                return n < 3 ? throw new IOException() : Task.FromResult(n);
            }),
            runtime);

        var ours = Environment.CurrentManagedThreadId;
        var call = service.Begin(kind);

        Assert.Equal([ours, ours, ours], threads);
        await call;
    }

    [Fact]
    public async Task A_derived_interface_has_state_of_its_own_for_what_it_inherits()
    {
        using var runtime = new AmbassadorRuntime();
        var cached = new PolicySettings { CacheSeconds = 60 };
        runtime.Overrides = Overrides.Of((typeof(IService), cached), (typeof(IObserved), cached));
        var inner = new ObservedService((n, _) => Task.FromResult(n));
        IService service = new ServiceAmbassador(inner, runtime), derived = new ObservedAmbassador(inner, runtime);

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(1, await service.GetTaskAsync(1));
            Assert.Equal(2, await derived.GetTaskAsync(1));
        }
    }
}
