using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Tests.Streaming;

public class StreamCircuitTests
{
    private static readonly PolicySettings Settings = new() { Breaker = 0.5, BreakerMinimumThroughput = 2, BreakerBreakSeconds = 5 };

    [Fact]
    public async Task Failed_openings_open_it_and_an_open_one_refuses_the_first_item()
    {
        using var harness = new StreamHarness(Settings, new((_, _) => throw new IOException()));
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<IOException>(() => StreamHarness.ReadAsync(harness.Items));

        var broken = await Assert.ThrowsAsync<BrokenCircuitException>(() => StreamHarness.ReadAsync(harness.Items));

        Assert.Equal(TimeSpan.FromSeconds(5), broken.RetryAfter);
        Assert.Equal(2, harness.Inner.Calls);
    }

    [Fact]
    public async Task A_stream_that_breaks_or_stalls_after_its_first_item_has_been_a_success()
    {
        using var harness = new StreamHarness(
            Settings with { TimeoutMs = 100 },
            new((stream, move) => move == 1 ? Task.FromResult(true) : stream.Number % 2 == 0 ? throw new IOException() : new TaskCompletionSource<bool>().Task));
        for (var i = 0; i < 10; i++)
        {
            var read = StreamHarness.ReadAsync(harness.Items);
            harness.Advance(100);
            Assert.NotNull(await Record.ExceptionAsync(() => read));
        }

        Assert.Equal(10, harness.Inner.Calls);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_first_item_or_an_empty_end_closes_a_half_open_one(int items)
    {
        using var harness = new StreamHarness(
            Settings, new((stream, move) => stream.Number <= 2 ? throw new IOException() : Task.FromResult(move <= items)));
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<IOException>(() => StreamHarness.ReadAsync(harness.Items));

        harness.Advance(5_000);
        await using var probe = harness.Items.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await probe.MoveNextAsync();
        await StreamHarness.ReadAsync(harness.Items);

        Assert.Equal(4, harness.Inner.Calls);
    }

    [Fact]
    public async Task While_a_probe_has_no_first_item_the_others_are_refused_and_a_cancelled_one_gives_its_permit_back()
    {
        using var source = new CancellationTokenSource();
        using var harness = new StreamHarness(Settings, new(async (stream, move) =>
        {
            if (stream.Number == 3)
                await Task.Delay(Timeout.Infinite, stream.Token);

            return stream.Number <= 2 ? throw new IOException() : move == 1;
        }));
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<IOException>(() => StreamHarness.ReadAsync(harness.Items));

        harness.Advance(5_000);
        var probe = StreamHarness.ReadAsync(harness.Streams.ItemsAsync(1, source.Token));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => StreamHarness.ReadAsync(harness.Items));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);

        Assert.Equal([1], await StreamHarness.ReadAsync(harness.Items));
    }

    [Fact]
    public async Task A_timeout_of_the_first_item_counts_against_it()
    {
        using var harness = new StreamHarness(Settings with { TimeoutMs = 100 }, new((_, _) => new TaskCompletionSource<bool>().Task));
        for (var i = 0; i < 2; i++)
        {
            var read = StreamHarness.ReadAsync(harness.Items);
            harness.Advance(100);
            await Assert.ThrowsAsync<TimeoutRejectedException>(() => read);
        }

        await Assert.ThrowsAsync<BrokenCircuitException>(() => StreamHarness.ReadAsync(harness.Items));
    }
}
