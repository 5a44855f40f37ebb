namespace Ambassador.Tests.Streaming;

public class StreamCancellationTests
{
    private static readonly Task<bool> Item = Task.FromResult(true);

    public static TheoryData<string, string> Cases { get; } = new MatrixTheoryData<string, string>(
        ["retry", "timeouts"], ["the method's token", "the enumeration's token", "the method's of two", "the enumeration's of two"]);

    [Theory, MemberData(nameof(Cases))]
    public async Task Beforehand_it_calls_nothing(string policies, string whose)
    {
        using var harness = new StreamHarness(Settings(policies), new ScriptedStreams(items: 3));
        using var caller = new Caller(whose);
        await caller.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StreamHarness.ReadAsync(caller.Items(harness)));

        Assert.Equal(caller.Canceled, error.CancellationToken);
        Assert.Equal(0, harness.Inner.Calls);
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task During_the_opening_it_ends_the_attempt_and_is_not_retried(string policies, string whose)
    {
        using var harness = new StreamHarness(Settings(policies), Hangs(at: 1));
        using var caller = new Caller(whose);

        var read = StreamHarness.ReadAsync(caller.Items(harness));
        await caller.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(caller.Canceled, error.CancellationToken);
        Assert.Equal(1, harness.Inner.Calls);
        Assert.False(await harness.Inner.Opened[0].WhenDisposed);
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Between_two_attempts_it_ends_the_wait_at_once(string policies, string whose)
    {
        using var harness = new StreamHarness(Settings(policies), new((_, _) => throw new IOException()));
        using var caller = new Caller(whose);

        var read = StreamHarness.ReadAsync(caller.Items(harness));
        await caller.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(caller.Canceled, error.CancellationToken);
        Assert.Equal(1, harness.Inner.Calls);
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task During_a_later_item_it_reaches_the_inner_stream(string policies, string whose)
    {
        using var harness = new StreamHarness(Settings(policies), Hangs(at: 3));
        using var caller = new Caller(whose);
        var items = new List<int>();

        var read = StreamHarness.ReadAsync(caller.Items(harness), items);
        await caller.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(caller.Canceled, error.CancellationToken);
        Assert.Equal([1, 2], items);
        Assert.False(await harness.Inner.Opened[0].WhenDisposed);
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Between_two_items_it_reaches_the_inner_stream(string policies, string whose)
    {
        using var harness = new StreamHarness(Settings(policies), new ScriptedStreams(items: 3));
        using var caller = new Caller(whose);
        await using var items = caller.Items(harness).GetAsyncEnumerator(caller.Enumeration);
        Assert.True(await items.MoveNextAsync());

        var inner = harness.Inner.Opened[0];
        Assert.False(inner.Token.IsCancellationRequested);
        await caller.CancelAsync();

        Assert.True(inner.Token.IsCancellationRequested);
        Assert.Equal(inner.Token, inner.MethodToken);
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Nothing_of_an_enumeration_that_has_ended_hears_of_it(string policies, string whose)
    {
        using var harness = new StreamHarness(Settings(policies), new ScriptedStreams(items: 3));
        using var caller = new Caller(whose);
        var heard = false;
        harness.Inner.OnDispose = stream =>
        {
            stream.Token.Register(() => heard = true);
            return Task.CompletedTask;
        };

        await StreamHarness.ReadAsync(caller.Items(harness));
        await caller.CancelAsync();

        // Where the caller's own token is handed on there is nothing between it and the inner stream.
        Assert.Equal(policies == "retry" && !whose.EndsWith("two", StringComparison.Ordinal), heard);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_is_deaf_to_it_is_left_only_where_it_is_timed(bool timed)
    {
        var deaf = new TaskCompletionSource<bool>();
        using var source = new CancellationTokenSource();
        using var harness = new StreamHarness(
            timed ? new() { TimeoutMs = 60_000 } : new() { Retry = 1 }, new((_, move) => move == 1 ? Item : deaf.Task));

        var read = StreamHarness.ReadAsync(harness.Streams.ItemsAsync(1, source.Token));
        await source.CancelAsync();
        if (timed)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);

        Assert.Equal(timed, read.IsCompleted);
        deaf.SetResult(false);
        if (!timed)
            Assert.Equal([1], await read);
    }

    [Fact]
    public async Task A_failure_that_comes_with_it_surfaces()
    {
        using var source = new CancellationTokenSource();
        using var harness = new StreamHarness(new() { Retry = 3, TimeoutMs = 1_000 }, new((_, move) =>
        {
            if (move == 1)
                return Item;

            source.Cancel();
            throw new IOException();
        }));

        await Assert.ThrowsAsync<IOException>(() => StreamHarness.ReadAsync(harness.Streams.ItemsAsync(1, source.Token)));
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_failure_of_the_opening()
    {
        using var harness = new StreamHarness(
            new() { Retry = 1, RetryDelayMs = 0 }, new((stream, move) => stream.Number == 1 ? throw new TaskCanceledException() : Task.FromResult(move == 1)));

        Assert.Equal([1], await StreamHarness.ReadAsync(harness.Items));
    }

    private static ScriptedStreams Hangs(int at) => new(async (stream, move) =>
    {
        if (move == at)
            await Task.Delay(Timeout.Infinite, stream.Token);

        return true;
    });

    private static PolicySettings Settings(string policies) => policies == "retry"
        ? new() { Retry = 3, RetryDelayMs = 10_000 }
        : new() { Retry = 3, RetryDelayMs = 10_000, TimeoutMs = 1_000, TotalTimeoutMs = 100_000 };

    /// <summary>A caller with a token for the method, for the enumeration, or for both, who cancels one of them.</summary>
    private sealed class Caller(string whose) : IDisposable
    {
        private readonly CancellationTokenSource _canceled = new();
        private readonly CancellationTokenSource _other = new();

        public CancellationToken Canceled => _canceled.Token;

        public CancellationToken Method => whose.StartsWith("the method's", StringComparison.Ordinal) ? Canceled : Other;

        public CancellationToken Enumeration => whose.StartsWith("the enumeration's", StringComparison.Ordinal) ? Canceled : Other;

        private CancellationToken Other => whose.EndsWith("two", StringComparison.Ordinal) ? _other.Token : CancellationToken.None;

        public Bound Items(StreamHarness harness) => new(harness.Streams.ItemsAsync(1, Method), Enumeration);

        public Task CancelAsync() => _canceled.CancelAsync();

        public void Dispose()
        {
            _canceled.Dispose();
            _other.Dispose();
        }
    }

    /// <summary>A stream that is enumerated with a token, as <c>WithCancellation</c> does it.</summary>
    private sealed class Bound(IAsyncEnumerable<int> items, CancellationToken token) : IAsyncEnumerable<int>
    {
        public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default) => items.GetAsyncEnumerator(token);
    }
}
