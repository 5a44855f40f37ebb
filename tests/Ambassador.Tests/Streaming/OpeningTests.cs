using Polly;

namespace Ambassador.Tests.Streaming;

public class OpeningTests
{
    public static TheoryData<string> Places { get; } = ["the call", "the enumerator", "the first move, at once", "the first move, later"];

    [Theory, MemberData(nameof(Places))]
    public async Task Is_retried_wherever_it_fails(string place)
    {
        using var harness = new StreamHarness(new() { Retry = 2, RetryDelayMs = 0 }, Fails(place, times: 2));

        Assert.Equal([1, 2, 3], await StreamHarness.ReadAsync(harness.Items));
        Assert.Equal(3, harness.Inner.Calls);
        Assert.All(harness.Inner.Opened, stream => Assert.Equal(place == "the enumerator" && stream.Number < 3 ? 0 : 1, stream.Disposals));
    }

    [Theory, MemberData(nameof(Places))]
    public async Task Surfaces_the_last_failure_as_it_was_thrown(string place)
    {
        using var harness = new StreamHarness(new() { Retry = 1, RetryDelayMs = 0 }, Fails(place, times: 10));

        var error = await Assert.ThrowsAsync<IOException>(() => StreamHarness.ReadAsync(harness.Items));

        Assert.Equal("attempt 2", error.Message);
        Assert.Contains(nameof(OpeningTests), error.StackTrace, StringComparison.Ordinal);
        Assert.Equal(2, harness.Inner.Calls);
    }

    [Fact]
    public async Task Waits_between_two_attempts_as_any_call_does()
    {
        using var harness = new StreamHarness(
            new() { Retry = 1, RetryDelayMs = 1_000, RetryBackoff = DelayBackoffType.Constant, RetryJitter = false }, Fails("the call", times: 1));

        var read = StreamHarness.ReadAsync(harness.Items);
        harness.Advance(999);
        Assert.Equal(1, harness.Inner.Calls);
        harness.Advance(1);

        Assert.Equal([1, 2, 3], await read);
    }

    [Fact]
    public async Task Closes_what_a_failed_attempt_has_opened_before_the_next_attempt()
    {
        var log = new List<string>();
        using var harness = new StreamHarness(new() { Retry = 1, RetryDelayMs = 0 }, Fails("the first move, later", times: 1));
        harness.Inner.OnOpen = stream => log.Add($"open {stream.Number}");
        harness.Inner.OnDispose = async stream =>
        {
            await Task.Yield();
            log.Add($"close {stream.Number}");
        };

        await StreamHarness.ReadAsync(harness.Items);

        Assert.Equal(["open 1", "close 1", "open 2", "close 2"], log);
    }

    [Fact]
    public async Task Keeps_its_own_failure_if_closing_fails_too()
    {
        using var harness = new StreamHarness(new() { Breaker = 1 }, Fails("the first move, later", times: 1));
        harness.Inner.OnDispose = _ => throw new InvalidOperationException("closing");

        await Assert.ThrowsAsync<IOException>(() => StreamHarness.ReadAsync(harness.Items));
    }

    [Fact]
    public async Task Is_never_retried_after_the_first_item()
    {
        var thrown = new IOException("connection reset");
        using var harness = new StreamHarness(
            new() { Retry = 3, RetryDelayMs = 0, TimeoutMs = 1_000 },
            new((_, move) => move == 3 ? Task.FromException<bool>(thrown) : Task.FromResult(true)));
        var items = new List<int>();

        Assert.Same(thrown, await Assert.ThrowsAsync<IOException>(() => StreamHarness.ReadAsync(harness.Items, items)));

        Assert.Equal([1, 2], items);
        Assert.Equal(1, Assert.Single(harness.Inner.Opened).Disposals);
    }

    [Fact]
    public async Task Succeeds_if_there_is_nothing_in_the_stream()
    {
        using var harness = new StreamHarness(new() { Retry = 3, RetryDelayMs = 0 }, new ScriptedStreams(items: 0));

        Assert.Empty(await StreamHarness.ReadAsync(harness.Items));
        Assert.Equal(1, Assert.Single(harness.Inner.Opened).Disposals);
    }

    [Fact]
    public async Task Calls_nothing_before_the_first_item_is_asked_for()
    {
        using var harness = new StreamHarness(new() { Retry = 3 }, new ScriptedStreams(items: 1));

        var enumerator = harness.Items.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.Equal(0, harness.Inner.Calls);
        await enumerator.DisposeAsync();

        Assert.False(await enumerator.MoveNextAsync());
        Assert.Equal(0, harness.Inner.Calls);
    }

    [Fact]
    public async Task Is_done_anew_for_each_enumeration()
    {
        using var harness = new StreamHarness(new() { Retry = 3 }, new ScriptedStreams(items: 2));
        var stream = harness.Items;

        var both = await Task.WhenAll(StreamHarness.ReadAsync(stream), StreamHarness.ReadAsync(stream));

        Assert.All(both, items => Assert.Equal([1, 2], items));
        Assert.Equal(2, harness.Inner.Calls);
    }

    [Fact]
    public async Task An_enumeration_that_could_not_be_opened_has_ended()
    {
        using var harness = new StreamHarness(new() { Breaker = 1 }, Fails("the call", times: 1));
        await using var enumerator = harness.Items.GetAsyncEnumerator(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<IOException>(() => enumerator.MoveNextAsync().AsTask());

        Assert.False(await enumerator.MoveNextAsync());
        Assert.Equal(1, harness.Inner.Calls);
    }

    [Fact]
    public async Task A_method_without_a_token_is_routed_as_well()
    {
        using var harness = new StreamHarness(new() { Retry = 2, RetryDelayMs = 0 }, Fails("the first move, at once", times: 2));

        Assert.Equal([1, 2, 3], await StreamHarness.ReadAsync(harness.Streams.AllAsync()));
    }

    [Fact]
    public async Task An_error_of_the_program_is_not_retried()
    {
        using var harness = new StreamHarness(new() { Retry = 3, RetryDelayMs = 0 }, new ScriptedStreams(items: 1));
        harness.Inner.OnCall = _ => throw new ArgumentException("wrong");

        await Assert.ThrowsAsync<ArgumentException>(() => StreamHarness.ReadAsync(harness.Items));
        Assert.Equal(1, harness.Inner.Calls);
    }

    [Fact]
    public async Task Fails_if_the_service_returns_null_instead_of_a_stream()
    {
        using var runtime = new AmbassadorRuntime();
        runtime.Overrides = Services.Overrides.Of<IStreams>(new() { Retry = 1, RetryDelayMs = 0 });
        IStreams streams = new StreamsAmbassador(new OneFeed { Stream = null! }, runtime);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamHarness.ReadAsync(streams.AllAsync()));

        Assert.Contains("IStreams", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_policies_the_inner_stream_itself_is_handed_on()
    {
        var feed = new OneFeed();
        IStreams streams = new StreamsAmbassador(feed, new AmbassadorRuntime());

        Assert.Same(feed.Stream, streams.AllAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => StreamHarness.ReadAsync(streams.ItemsAsync(1, new CancellationToken(canceled: true))));
    }

    [Fact]
    public async Task An_enumeration_under_way_ends_by_the_policy_it_began_with_and_the_next_follows_the_new_one()
    {
        using var harness = new StreamHarness(new() { Retry = 1, RetryDelayMs = 1_000 }, Fails("the call", times: 3));
        var stream = harness.Items;

        var first = StreamHarness.ReadAsync(stream);
        harness.Apply(new() { Retry = 0, Breaker = 1 });
        harness.Advance(30_000);
        await Assert.ThrowsAsync<IOException>(() => first);
        Assert.Equal(2, harness.Inner.Calls);

        await Assert.ThrowsAsync<IOException>(() => StreamHarness.ReadAsync(stream));
        Assert.Equal(3, harness.Inner.Calls);
    }

    private static ScriptedStreams Fails(string place, int times)
    {
        ScriptedStreams? streams = null;
        streams = new(async (stream, move) =>
        {
            if (place == "the first move, later")
                await Task.Yield();

            if (place.StartsWith("the first move", StringComparison.Ordinal))
                Fail(stream.Number);

            return move <= 3;
        });
        if (place == "the call")
            streams.OnCall = Fail;

        if (place == "the enumerator")
            streams.OnOpen = stream => Fail(stream.Number);

        return streams;

        void Fail(int attempt)
        {
            if (attempt <= times)
                throw new IOException($"attempt {attempt}");
        }
    }

    private sealed class OneFeed : IStreams
    {
        public IAsyncEnumerable<int> Stream { get; init; } = AsyncEnumerable.Range(0, 3);

        public IAsyncEnumerable<int> ItemsAsync(int id, CancellationToken cancellationToken = default) => Stream;

        public IAsyncEnumerable<int> AllAsync() => Stream;
    }
}
