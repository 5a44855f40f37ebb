using Ambassador.Tests.Services;
using Ambassador.Tests.Telemetry;

namespace Ambassador.Tests.Docs;

/// <summary>On which thread what happens.</summary>
public class ThreadTests
{
    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task The_first_attempt_begins_on_the_callers_thread(Kind kind)
    {
        foreach (var settings in new[] { new PolicySettings(), new() { Retry = 1, TimeoutMs = 1_000, Breaker = 1, CacheSeconds = 60 } })
        {
            var thread = 0;
            using var harness = new Harness(settings, new ScriptedService(n =>
            {
                thread = Environment.CurrentManagedThreadId;
                return Task.FromResult(n);
            }));

            var ours = Environment.CurrentManagedThreadId;
            var call = harness.Service.Begin(kind);
            Assert.Equal(ours, thread);
            await call;
        }
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Nothing_is_posted_to_the_callers_context(Kind kind)
    {
        var context = new CountingContext();
        var previous = SynchronizationContext.Current;
        foreach (var settings in new[]
        {
            new() { Retry = 1, RetryDelayMs = 100 },
            new PolicySettings { Retry = 1, RetryDelayMs = 100, TimeoutMs = 60_000, TotalTimeoutMs = 120_000, Breaker = 1, CacheSeconds = 60 },
        })
        {
            var first = new TaskCompletionSource<int>();
            using var harness = new Harness(settings, new ScriptedService(n => n == 1 ? first.Task : Task.FromResult(n)));
            SynchronizationContext.SetSynchronizationContext(context);
            Task call;
            try
            {
                call = harness.Service.Begin(kind);
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(previous);
            }

            first.SetException(new IOException());
            harness.Time.Advance(TimeSpan.FromSeconds(30));
            await call;
        }

        Assert.Equal(0, context.Posts);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_pending_call_goes_on_where_the_inner_call_completes(Kind kind)
    {
        foreach (var settings in new[] { new() { Retry = 1, Breaker = 1 }, new PolicySettings { TimeoutMs = 60_000 } })
        {
            var answer = new TaskCompletionSource<int>();
            using var harness = new Harness(settings, new ScriptedService(_ => answer.Task));
            var wentOn = WhereItGoesOn(harness.Service.Begin(kind));

            var completes = new Thread(() => answer.SetResult(1));
            completes.Start();
            completes.Join();

            var thread = await wentOn;
            Assert.Equal(completes.ManagedThreadId, thread);
        }
    }

    [Theory]
    [InlineData(Kind.TaskOfValue)]
    [InlineData(Kind.ValueTaskOfValue)]
    public async Task A_call_that_waits_for_a_cached_result_goes_on_elsewhere(Kind kind)
    {
        var answer = new TaskCompletionSource<int>();
        using var harness = new Harness(new() { CacheSeconds = 60 }, new ScriptedService(_ => answer.Task));
        var wentOn = WhereItGoesOn(harness.Service.Begin(kind));

        var completes = new Thread(() => answer.SetResult(1));
        completes.Start();
        completes.Join();

        var thread = await wentOn;
        Assert.NotEqual(completes.ManagedThreadId, thread);
    }

    private static Task<int> WhereItGoesOn(Task call) => call.ContinueWith(
        static _ => Environment.CurrentManagedThreadId,
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            base.Post(d, state);
        }
    }
}
