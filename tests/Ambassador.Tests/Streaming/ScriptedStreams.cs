namespace Ambassador.Tests.Streaming;

/// <summary>
/// The service behind the ambassador: every move of every enumerator runs the test's script. Its items are the numbers of the moves.
/// </summary>
/// <param name="script">Given the enumerator and the number of its move, from 1: whether there is an item.</param>
public sealed class ScriptedStreams(Func<ScriptedStream, int, Task<bool>> script) : IStreams
{
    private readonly List<ScriptedStream> _opened = [];

    /// <summary>Streams of so many items.</summary>
    public ScriptedStreams(int items)
        : this((_, move) => Task.FromResult(move <= items))
    {
    }

    /// <summary>What happens when the method is called, before there is a stream; given the number of the call, from 1.</summary>
    public Action<int>? OnCall { get; set; }

    /// <summary>What happens when a stream's enumerator is asked for.</summary>
    public Action<ScriptedStream>? OnOpen { get; set; }

    /// <summary>What happens when an enumerator is disposed.</summary>
    public Func<ScriptedStream, Task>? OnDispose { get; set; }

    /// <summary>How often the method was called.</summary>
    public int Calls { get; private set; }

    /// <summary>Every enumerator that was asked for, in order.</summary>
    public IReadOnlyList<ScriptedStream> Opened
    {
        get
        {
            lock (_opened)
                return [.. _opened];
        }
    }

    public IAsyncEnumerable<int> ItemsAsync(int id, CancellationToken cancellationToken = default)
    {
        lock (_opened)
            Calls++;

        OnCall?.Invoke(Calls);
        return new Enumerable(this, cancellationToken);
    }

    public IAsyncEnumerable<int> AllAsync() => ItemsAsync(0, CancellationToken.None);

    private sealed class Enumerable(ScriptedStreams streams, CancellationToken method) : IAsyncEnumerable<int>
    {
        public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            ScriptedStream stream;
            lock (streams._opened)
            {
                stream = new(streams._opened.Count + 1, streams.Run, streams.OnDispose, method, cancellationToken);
                streams._opened.Add(stream);
            }

            streams.OnOpen?.Invoke(stream);
            return stream;
        }
    }

    private Task<bool> Run(ScriptedStream stream, int move) => script(stream, move);
}

/// <summary>One inner enumerator, which remembers what was done to it.</summary>
/// <param name="number">Its number, from 1.</param>
/// <param name="script">What a move does.</param>
/// <param name="onDispose">What disposal does.</param>
/// <param name="methodToken">The token that the method was called with.</param>
/// <param name="token">The token that the enumerator was asked for with.</param>
public sealed class ScriptedStream(
    int number, Func<ScriptedStream, int, Task<bool>> script, Func<ScriptedStream, Task>? onDispose, CancellationToken methodToken, CancellationToken token)
    : IAsyncEnumerator<int>
{
    private readonly TaskCompletionSource<bool> _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposals;
    private int _isMoving;

    public int Number => number;

    public CancellationToken MethodToken => methodToken;

    public CancellationToken Token => token;

    public int Current { get; private set; }

    public int Disposals => Volatile.Read(ref _disposals);

    /// <summary>Completes with the first disposal: true if it came in the middle of a move, which no enumerator has to stand.</summary>
    public Task<bool> WhenDisposed => _disposed.Task.WaitAsync(TimeSpan.FromMinutes(1));

    public async ValueTask<bool> MoveNextAsync()
    {
        Interlocked.Increment(ref _isMoving);
        try
        {
            return await script(this, ++Current);
        }
        finally
        {
            Interlocked.Decrement(ref _isMoving);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.Increment(ref _disposals);
        _disposed.TrySetResult(Volatile.Read(ref _isMoving) > 0);
        if (onDispose is not null)
            await onDispose(this);
    }
}
