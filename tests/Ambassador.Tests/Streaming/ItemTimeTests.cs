using Polly;
using Polly.Timeout;

namespace Ambassador.Tests.Streaming;

public class ItemTimeTests
{
    private static readonly Task<bool> Item = Task.FromResult(true);

    [Fact]
    public async Task The_first_item_has_its_time_which_every_attempt_gets_anew()
    {
        using var canceled = new SemaphoreSlim(0);
        using var harness = new StreamHarness(
            new() { TimeoutMs = 100, Retry = 1, RetryDelayMs = 0 },
            new((stream, _) =>
            {
                stream.Token.Register(() => canceled.Release());
                return new TaskCompletionSource<bool>().Task;
            }));

        var read = StreamHarness.ReadAsync(harness.Items);
        harness.Advance(100);
        Assert.Equal(2, harness.Inner.Calls);
        harness.Advance(99);
        Assert.False(read.IsCompleted);
        harness.Advance(1);

        var error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => read);
        Assert.Equal(TimeSpan.FromMilliseconds(100), error.Timeout);
        await canceled.WaitAsync(TestContext.Current.CancellationToken);
        await canceled.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_later_item_has_as_much_and_its_timeout_is_not_retried()
    {
        using var harness = new StreamHarness(
            new() { TimeoutMs = 100, Retry = 3, RetryDelayMs = 0 },
            new((_, move) => move < 3 ? Item : new TaskCompletionSource<bool>().Task));
        var items = new List<int>();

        var read = StreamHarness.ReadAsync(harness.Items, items);
        Assert.Equal([1, 2], items);
        harness.Advance(99);
        Assert.False(read.IsCompleted || harness.Inner.Opened[0].Token.IsCancellationRequested);
        harness.Advance(1);

        var error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => read);
        Assert.Equal(TimeSpan.FromMilliseconds(100), error.Timeout);
        Assert.Contains("IStreams.ItemsAsync", error.Message, StringComparison.Ordinal);
        Assert.True(Assert.Single(harness.Inner.Opened).Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Each_item_may_take_its_time()
    {
        var answer = new TaskCompletionSource<bool>();
        using var harness = new StreamHarness(
            new() { TimeoutMs = 100 }, new((_, move) => move <= 20 ? (answer = new()).Task : Task.FromResult(false)));

        var read = StreamHarness.ReadAsync(harness.Items);
        for (var i = 0; i < 20; i++)
        {
            harness.Advance(99);
            answer.SetResult(true);
        }

        Assert.Equal(20, (await read).Count);
        harness.Advance(10_000);
        Assert.False(harness.Inner.Opened[0].Token.IsCancellationRequested);
    }

    [Fact]
    public async Task What_the_caller_does_between_two_items_costs_the_stream_nothing()
    {
        using var harness = new StreamHarness(new() { TimeoutMs = 100, TotalTimeoutMs = 100 }, new ScriptedStreams(items: 3));
        var items = 0;

        await foreach (var item in harness.Items)
        {
            items = item;
            harness.Advance(3_600_000);
            Assert.False(harness.Inner.Opened[0].Token.IsCancellationRequested);
        }

        Assert.Equal(3, items);
    }

    [Fact]
    public async Task The_total_timeout_adds_up_the_waits_for_all_items()
    {
        var answer = new TaskCompletionSource<bool>();
        using var harness = new StreamHarness(new() { TimeoutMs = 400, TotalTimeoutMs = 1_000 }, new((_, _) => (answer = new()).Task));
        await using var items = harness.Items.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++)
        {
            var move = items.MoveNextAsync();
            harness.Advance(300);
            answer.SetResult(true);
            Assert.True(await move);
            harness.Advance(5_000);
        }

        var last = items.MoveNextAsync().AsTask();
        harness.Advance(99);
        Assert.False(last.IsCompleted);
        harness.Advance(1);

        var error = await Assert.ThrowsAsync<TimeoutRejectedException>(() => last);
        Assert.Equal(TimeSpan.FromSeconds(1), error.Timeout);
        Assert.True(harness.Inner.Opened[0].Token.IsCancellationRequested);
    }

    [Fact]
    public async Task The_total_timeout_covers_the_attempts_to_open_and_the_waits_between_them()
    {
        using var harness = new StreamHarness(
            new() { TotalTimeoutMs = 1_000, Retry = 1, RetryDelayMs = 600, RetryBackoff = DelayBackoffType.Constant, RetryJitter = false },
            new((stream, move) => stream.Number == 1 ? throw new IOException() : move == 1 ? Item : new TaskCompletionSource<bool>().Task));

        var read = StreamHarness.ReadAsync(harness.Items);
        harness.Advance(600);
        Assert.Equal(2, harness.Inner.Calls);
        harness.Advance(399);
        Assert.False(read.IsCompleted);
        harness.Advance(1);

        Assert.Equal(TimeSpan.FromSeconds(1), (await Assert.ThrowsAsync<TimeoutRejectedException>(() => read)).Timeout);
    }

    [Fact]
    public async Task An_item_that_is_there_at_once_stands_however_late_but_uses_up_the_total_timeout()
    {
        StreamHarness? harness = null;
        harness = new(new() { TimeoutMs = 100, TotalTimeoutMs = 2_500 }, new((_, move) =>
        {
            harness!.Advance(1_000);
            return Task.FromResult(move <= 10);
        }));
        var items = new List<int>();

        using (harness)
            await Assert.ThrowsAsync<TimeoutRejectedException>(() => StreamHarness.ReadAsync(harness.Items, items));

        Assert.Equal([1, 2, 3], items);
        Assert.Equal(1, harness.Inner.Opened[0].Disposals);
    }

    [Fact]
    public async Task A_stream_has_its_token_to_itself()
    {
        using var harness = new StreamHarness(
            new() { TimeoutMs = 100 }, new((stream, _) => stream.Number == 1 ? Item : new TaskCompletionSource<bool>().Task));
        await using var items = harness.Items.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await items.MoveNextAsync());

        var other = StreamHarness.ReadAsync(harness.Items);
        harness.Advance(100);
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => other);

        Assert.False(harness.Inner.Opened[0].Token.IsCancellationRequested);
        Assert.True(await items.MoveNextAsync());
    }

    [Fact]
    public async Task A_cancellation_callback_that_blocks_does_not_hold_the_caller()
    {
        using var block = new ManualResetEventSlim();
        using var harness = new StreamHarness(new() { TimeoutMs = 100 }, new((stream, move) =>
        {
            if (move == 1)
                return Item;

            stream.Token.Register(block.Wait);
            return new TaskCompletionSource<bool>().Task;
        }));

        var read = StreamHarness.ReadAsync(harness.Items);
        harness.Advance(100);

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => read);
        block.Set();
    }

    [Fact]
    public async Task Timers_are_given_back_and_every_stream_is_closed_under_real_contention()
    {
        using var runtime = new AmbassadorRuntime();
        runtime.Overrides = Services.Overrides.Of<IStreams>(new() { TimeoutMs = 5, Retry = 1, RetryDelayMs = 0 });
        var inner = new ScriptedStreams(async (stream, move) =>
        {
            var time = (stream.Number + move) % 9;
            await Task.Delay(time, stream.Number % 3 == 0 ? CancellationToken.None : stream.Token);
            return move < 5;
        });
        IStreams streams = new StreamsAmbassador(inner, runtime);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(async worker =>
        {
            for (var i = 0; i < 25; i++)
            {
                using var source = new CancellationTokenSource();
                if (i % 5 == 0)
                    source.CancelAfter(worker % 7);

                try
                {
                    await foreach (var item in streams.ItemsAsync(i, source.Token))
                    {
                        if (item == worker % 6)
                            break;
                    }
                }
                catch (Exception error) when (error is TimeoutRejectedException or OperationCanceledException)
                {
                }
            }
        }));

        foreach (var stream in inner.Opened)
            Assert.False(await stream.WhenDisposed);

        Assert.All(inner.Opened, stream => Assert.Equal(1, stream.Disposals));
        Assert.InRange(runtime.TimerCount, 0, 200);
    }
}
