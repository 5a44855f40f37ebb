using Polly.Timeout;

namespace Ambassador.Tests.Streaming;

/// <summary>Whatever becomes of an enumeration: the inner enumerator is disposed once, and never while it moves.</summary>
public class StreamDisposalTests
{
    private static readonly Task<bool> Item = Task.FromResult(true);

    public static TheoryData<string> Policies { get; } = ["retry", "timeouts"];

    [Theory, MemberData(nameof(Policies))]
    public async Task At_the_end_and_after_an_early_break_and_after_the_callers_own_exception(string policies)
    {
        using var harness = new StreamHarness(Settings(policies), new ScriptedStreams(items: 3));

        await StreamHarness.ReadAsync(harness.Items);
        await foreach (var _ in harness.Items)
            break;

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in harness.Items)
                throw new InvalidOperationException();
        });

        Assert.Equal([1, 1, 1], harness.Inner.Opened.Select(stream => stream.Disposals));
    }

    [Theory, MemberData(nameof(Policies))]
    public async Task Once_however_often_it_is_asked_for(string policies)
    {
        using var harness = new StreamHarness(Settings(policies), new ScriptedStreams(items: 3));
        var items = harness.Items.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await items.MoveNextAsync();

        await items.DisposeAsync();
        await items.DisposeAsync();

        Assert.False(await items.MoveNextAsync());
        Assert.Equal(1, Assert.Single(harness.Inner.Opened).Disposals);
    }

    [Theory, MemberData(nameof(Policies))]
    public async Task Its_failure_reaches_the_caller(string policies)
    {
        using var harness = new StreamHarness(Settings(policies), new ScriptedStreams(items: 1));
        harness.Inner.OnDispose = _ => throw new IOException("closing");

        Assert.Equal("closing", (await Assert.ThrowsAsync<IOException>(() => StreamHarness.ReadAsync(harness.Items))).Message);
    }

    public static TheoryData<int, string> Abandoned { get; } = new()
    {
        { 1, "an item" }, { 1, "the end" }, { 1, "a failure" }, { 1, "a cancellation" },
        { 2, "an item" }, { 2, "the end" }, { 2, "a failure" }, { 2, "a cancellation" },
    };

    [Theory, MemberData(nameof(Abandoned))]
    public async Task After_a_timeout_once_the_inner_move_has_ended_however_it_ends(int move, string end)
    {
        var pending = new TaskCompletionSource<bool>();
        using var harness = new StreamHarness(new() { TimeoutMs = 100 }, new((_, number) => number < move ? Item : pending.Task));

        var read = StreamHarness.ReadAsync(harness.Items);
        harness.Advance(100);
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => read);
        Assert.Equal(0, harness.Inner.Opened[0].Disposals);

        End(pending, end);
        Assert.False(await harness.Inner.Opened[0].WhenDisposed);
        Assert.Equal(1, harness.Inner.Opened[0].Disposals);
    }

    [Theory, MemberData(nameof(Abandoned))]
    public async Task After_the_callers_cancellation_once_the_inner_move_has_ended_however_it_ends(int move, string end)
    {
        var pending = new TaskCompletionSource<bool>();
        using var source = new CancellationTokenSource();
        using var harness = new StreamHarness(new() { TimeoutMs = 100 }, new((_, number) => number < move ? Item : pending.Task));

        var read = StreamHarness.ReadAsync(harness.Streams.ItemsAsync(1, source.Token));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(0, harness.Inner.Opened[0].Disposals);

        End(pending, end);
        Assert.False(await harness.Inner.Opened[0].WhenDisposed);
        Assert.Equal(1, harness.Inner.Opened[0].Disposals);
    }

    [Fact]
    public async Task An_enumeration_that_timed_out_has_ended()
    {
        using var harness = new StreamHarness(new() { TimeoutMs = 100 }, new((_, move) => move == 1 ? Item : new TaskCompletionSource<bool>().Task));
        await using var items = harness.Items.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await items.MoveNextAsync();

        var move = items.MoveNextAsync().AsTask();
        harness.Advance(100);
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => move);

        Assert.False(await items.MoveNextAsync());
        Assert.Equal(0, items.Current);
    }

    [Fact]
    public async Task What_is_abandoned_leaves_no_exception_unobserved()
    {
        var unobserved = new List<string>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e)
        {
            lock (unobserved)
                unobserved.AddRange(e.Exception.InnerExceptions.Select(error => error.Message));
        }

        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            for (var move = 1; move <= 2; move++)
                await AbandonAsync(move);

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

        Assert.DoesNotContain(unobserved, message => message.StartsWith("abandoned stream", StringComparison.Ordinal));

        static async Task AbandonAsync(int move)
        {
            var pending = new TaskCompletionSource<bool>();
            using var harness = new StreamHarness(new() { TimeoutMs = 100 }, new((stream, number) =>
            {
                stream.Token.Register(() => throw new IOException("abandoned stream, its callback"));
                return number < move ? Item : pending.Task;
            }));
            harness.Inner.OnDispose = _ => throw new IOException("abandoned stream, closing");
            var read = StreamHarness.ReadAsync(harness.Items);
            harness.Advance(100);
            await Assert.ThrowsAsync<TimeoutRejectedException>(() => read);
            pending.SetException(new IOException("abandoned stream"));
            await harness.Inner.Opened[0].WhenDisposed;
        }
    }

    private static void End(TaskCompletionSource<bool> pending, string end)
    {
        switch (end)
        {
            case "an item":
                pending.SetResult(true);
                break;
            case "the end":
                pending.SetResult(false);
                break;
            case "a failure":
                pending.SetException(new IOException());
                break;
            default:
                pending.SetCanceled();
                break;
        }
    }

    private static PolicySettings Settings(string policies)
        => policies == "retry" ? new() { Retry = 3 } : new() { Retry = 3, TimeoutMs = 1_000, TotalTimeoutMs = 5_000 };
}
