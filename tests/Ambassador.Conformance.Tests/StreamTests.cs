using System.Runtime.CompilerServices;

namespace Ambassador.Conformance.Tests;

/// <summary>Streams are opened through the policies; what else the caller still has to enumerate, await or subscribe to is the service's own.</summary>
public class StreamTests
{
    private readonly Feed _inner = new();
    private readonly IFeed _feed;

    public StreamTests() => _feed = new FeedAmbassador(_inner, Zoo.Runtime());

    [Fact]
    public async Task Async_streams_with_the_token_of_either_side()
    {
        using var source = new CancellationTokenSource();
        var items = new List<int>();
        await foreach (var item in _feed.ItemsAsync(3, source.Token))
            items.Add(item);

        Assert.Equal([0, 1, 2], items);
        Assert.Equal(3, _inner.Attempts);
        Assert.Equal(source.Token, _inner.Token);
        await foreach (var item in _feed.ItemsAsync(1).WithCancellation(source.Token))
            Assert.Equal(0, item);

        Assert.Equal(source.Token, _inner.Token);
    }

    [Fact]
    public async Task A_stream_that_breaks_is_not_begun_again()
    {
        var items = new List<int>();
        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            await foreach (var item in _feed.BrokenAsync())
                items.Add(item);
        });

        Assert.Equal([1], items);
    }

    [Fact]
    public async Task Streams_of_a_generic_method()
    {
        var items = new List<string?>();
        await foreach (var item in _feed.RepeatAsync("again", 2))
            items.Add(item);

        Assert.Equal(["again", "again"], items);
        Assert.Equal(3, _inner.Attempts);
    }

    [Fact]
    public async Task Streams_of_spans()
    {
        var lengths = new List<int>();
        await foreach (var item in _feed.Spans())
            lengths.Add(item.Length);

        Assert.Equal([3], lengths);
        Assert.Equal(3, _inner.Attempts);
    }

    [Fact]
    public void Streams_of_a_type_of_their_own() => Assert.Same(_inner, _feed.Own());

    [Fact]
    public void Observables() => Assert.Same(_inner.Observable(), _feed.Observable());

    [Fact]
    public async Task Custom_awaitables() => Assert.Equal(7, await _feed.Awaitable(7));

    [Fact]
    public void Enumerators_are_handed_out_one_by_one()
    {
        var (first, second) = (_feed.Enumerator(), _feed.Enumerator());
        Assert.True(first.MoveNext() && second.MoveNext());
        Assert.Equal((1, 1), (first.Current, second.Current));
    }

    [Fact]
    public async Task A_task_of_a_stream_is_routed()
    {
        await foreach (var item in await _feed.OpenAsync())
            Assert.Equal(0, item);

        Assert.Equal(3, _inner.Attempts);
    }

    private sealed class Feed : IFeed, IObservable<int>, IOwnStream
    {
        private int _attempts;

        public int Attempts => _attempts;

        public CancellationToken Token { get; private set; }

        public async IAsyncEnumerable<int> ItemsAsync(int count, [EnumeratorCancellation] CancellationToken token)
        {
            Token = token;
            Zoo.FailTwice(ref _attempts);
            for (var i = 0; i < count; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }

        public async IAsyncEnumerable<int> BrokenAsync()
        {
            yield return 1;
            await Task.Yield();
            throw new HttpRequestException("connection reset");
        }

        public async IAsyncEnumerable<T?> RepeatAsync<T>(T? item, int count)
        {
            await Task.Yield();
            Zoo.FailTwice(ref _attempts);
            for (var i = 0; i < count; i++)
                yield return item;
        }

        public IAsyncEnumerable<ReadOnlySpan<char>> Spans()
        {
            Zoo.FailTwice(ref _attempts);
            return new OneSpan();
        }

        public IOwnStream Own() => this;

        public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default) => throw new InvalidOperationException();

        public IObservable<int> Observable() => this;

        public Soon Awaitable(int value) => new(value);

        public IEnumerator<int> Enumerator() => Enumerable.Range(1, 3).GetEnumerator();

        public async Task<IAsyncEnumerable<int>> OpenAsync()
        {
            await Task.Yield();
            Zoo.FailTwice(ref _attempts);
            return AsyncEnumerable.Range(0, 1);
        }

        public IDisposable Subscribe(IObserver<int> observer) => throw new InvalidOperationException();
    }
}

/// <summary>A stream of one span, which an iterator cannot write.</summary>
public sealed class OneSpan : IAsyncEnumerable<ReadOnlySpan<char>>, IAsyncEnumerator<ReadOnlySpan<char>>
{
    private int _moves;

    public ReadOnlySpan<char> Current => "abc";

    public IAsyncEnumerator<ReadOnlySpan<char>> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

    public ValueTask<bool> MoveNextAsync() => new(++_moves == 1);

    public ValueTask DisposeAsync() => default;
}

/// <summary>A stream that may have more to it than its items.</summary>
public interface IOwnStream : IAsyncEnumerable<int>;

/// <summary>A result that can be awaited and is no task.</summary>
public readonly struct Soon(int value) : IEquatable<Soon>
{
    public ValueTaskAwaiter<int> GetAwaiter() => new ValueTask<int>(value).GetAwaiter();

    public bool Equals(Soon other) => true;

    public override bool Equals(object? obj) => obj is Soon;

    public override int GetHashCode() => 0;

    public static bool operator ==(Soon left, Soon right) => left.Equals(right);

    public static bool operator !=(Soon left, Soon right) => !left.Equals(right);
}

[Ambassador(Retry = 2, RetryDelayMs = 0)]
public interface IFeed
{
    IAsyncEnumerable<int> ItemsAsync(int count, CancellationToken token = default);
    IAsyncEnumerable<int> BrokenAsync();
    IAsyncEnumerable<T?> RepeatAsync<T>(T? item, int count);
    IAsyncEnumerable<ReadOnlySpan<char>> Spans();
    IOwnStream Own();
    IObservable<int> Observable();
    Soon Awaitable(int value);
    IEnumerator<int> Enumerator();
    Task<IAsyncEnumerable<int>> OpenAsync();
}
