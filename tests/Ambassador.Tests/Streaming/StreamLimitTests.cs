using Polly.RateLimiting;
using Polly.Timeout;

namespace Ambassador.Tests.Streaming;

/// <summary>A stream keeps its place in the bulkhead until it is closed, and nothing else.</summary>
public class StreamLimitTests
{
    private static readonly Task<bool> Item = Task.FromResult(true);

    [Fact]
    public async Task A_stream_is_under_way_until_it_is_closed()
    {
        using var harness = new StreamHarness(new() { Bulkhead = 1 }, new(items: 3));
        await using (var items = harness.Items.GetAsyncEnumerator(TestContext.Current.CancellationToken))
        {
            Assert.True(await items.MoveNextAsync());
            await Assert.ThrowsAsync<RateLimiterRejectedException>(() => StreamHarness.ReadAsync(harness.Items));
            while (await items.MoveNextAsync())
            {
            }

            await Assert.ThrowsAsync<RateLimiterRejectedException>(() => StreamHarness.ReadAsync(harness.Items));
        }

        Assert.Equal([1, 2, 3], await StreamHarness.ReadAsync(harness.Items));
    }

    [Fact]
    public async Task Who_waits_in_line_is_let_in_when_it_is_closed()
    {
        using var harness = new StreamHarness(new() { Bulkhead = 1, BulkheadQueue = 1 }, new(items: 1));
        Task<List<int>> next;
        await using (var items = harness.Items.GetAsyncEnumerator(TestContext.Current.CancellationToken))
        {
            Assert.True(await items.MoveNextAsync());
            next = StreamHarness.ReadAsync(harness.Items);
            Assert.Equal(1, harness.Inner.Calls);
        }

        Assert.Equal([1], await next);
    }

    [Fact]
    public async Task The_other_limits_are_left_when_it_is_open()
    {
        using var harness = new StreamHarness(
            new() { RateLimit = 1, RateLimitBurst = 2, AdaptiveConcurrency = true, AdaptiveConcurrencyInitial = 1, AdaptiveConcurrencyMin = 1 }, new(items: 1));
        await using var items = harness.Items.GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await items.MoveNextAsync());

        Assert.Equal([1], await StreamHarness.ReadAsync(harness.Items));
    }

    public static TheoryData<string> Ends { get; } =
        ["end", "empty", "break", "failed opening", "failed move", "failed disposal", "cancelled opening", "cancelled move", "abandoned opening", "abandoned move"];

    [Theory, MemberData(nameof(Ends))]
    public async Task Its_place_comes_back_however_it_ends(string end)
    {
        CancellationTokenSource caller = new();
        var never = new TaskCompletionSource<bool>();
        var moveThatEndsIt = end.EndsWith("opening", StringComparison.Ordinal) ? 1 : 2;
        var streams = new ScriptedStreams((stream, move) => (end, move == moveThatEndsIt) switch
        {
            ("empty", _) => Task.FromResult(false),
            ("failed opening" or "failed move", true) => throw new IOException(),
            ("cancelled opening" or "cancelled move", true) => CancelAsync(),
            ("abandoned opening" or "abandoned move", true) => never.Task,
            _ => move < 3 ? Item : Task.FromResult(false),
        });
        if (end == "failed disposal")
            streams.OnDispose = _ => throw new IOException();

        using var harness = new StreamHarness(new() { Bulkhead = 1, TimeoutMs = 1_000 }, streams);

        // More often than there are places.
        for (var time = 0; time < 5; time++)
        {
            var read = ReadAsync();
            if (end.StartsWith("abandoned", StringComparison.Ordinal))
                harness.Advance(1_000);

            switch (end)
            {
                case "end" or "empty" or "break":
                    await read;
                    break;
                case "cancelled opening" or "cancelled move":
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
                    break;
                case "abandoned opening" or "abandoned move":
                    await Assert.ThrowsAsync<TimeoutRejectedException>(() => read);
                    break;
                default:
                    await Assert.ThrowsAsync<IOException>(() => read);
                    break;
            }
        }

        Assert.Equal(5, streams.Calls);

        // What is left behind does not give a place back twice: there is still but one.
        never.TrySetResult(false);
        end = "end";
        streams.OnDispose = null;
        await using var items = harness.Items.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await items.MoveNextAsync());
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => StreamHarness.ReadAsync(harness.Items));

        async Task ReadAsync()
        {
            using (caller = new())
            {
                await foreach (var _ in harness.Streams.ItemsAsync(1, caller.Token))
                {
                    if (end == "break")
                        break;
                }
            }
        }

        async Task<bool> CancelAsync()
        {
            await caller.CancelAsync();
            throw new OperationCanceledException(caller.Token);
        }
    }
}
