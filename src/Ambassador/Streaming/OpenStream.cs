using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Ambassador.Limiting;

namespace Ambassador.Streaming;

/// <summary>
/// What one attempt has opened: the inner enumerator and the token that it listens to. Whoever holds it closes it, once; nobody else does.
/// </summary>
/// <remarks>
/// An attempt's token is spent, or another call's, as soon as the attempt is over. The stream goes on, so it has a token of its own,
/// which follows the attempt until there is a first item and the caller from then on.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing that needs disposal.")]
internal sealed class OpenStream<T> : IOpenStream, IAsyncDisposable
    where T : allows ref struct
{
    private static readonly Action<object?> CancelSource = static source => ((CancellationTokenSource)source!).Cancel();

    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource? _source;
    private CancellationTokenRegistration _followed;
    private IAsyncEnumerator<T>? _items;

    /// <param name="caller">Cancelled when the caller cancels.</param>
    /// <param name="attempt">Cancelled when the attempt is to end; the same as <paramref name="caller"/> if nothing else ends it.</param>
    public OpenStream(CancellationToken caller, CancellationToken attempt)
    {
        _caller = caller;
        Token = caller;
        if (attempt == caller)
            return;

        _source = new();
        Token = _source.Token;
        _followed = attempt.UnsafeRegister(CancelSource, _source);
    }

    /// <summary>The token for the inner stream.</summary>
    public CancellationToken Token { get; }

    /// <inheritdoc/>
    public Bulkhead? Room { private get; set; }

    /// <inheritdoc/>
    public IDisposable? Place { private get; set; }

    /// <summary>Whether the stream opened on an item, and not on its end.</summary>
    public bool HasItem { get; private set; }

    /// <summary>The item that the stream stands at.</summary>
    public T Current => _items!.Current;

    /// <summary>Moves a stream to its first item, or to its end if it is empty.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask OpenAsync(IAsyncEnumerable<T> stream)
    {
        _items = stream.GetAsyncEnumerator(Token);
        HasItem = await _items.MoveNextAsync().ConfigureAwait(false);
        if (_source is null)
            return;

        var attempt = _followed;
        _followed = _caller.UnsafeRegister(CancelSource, _source);
        attempt.Unregister();
    }

    /// <summary>Moves on to the next item.</summary>
    public ValueTask<bool> MoveNextAsync() => _items!.MoveNextAsync();

    /// <summary>Gives up its place in the bulkhead, if it has one.</summary>
    public void LeaveRoom()
    {
        Room?.Leave();
        Room = null;
    }

    /// <summary>Cancels the stream's token. Its callbacks run elsewhere: one that blocks must not keep the caller waiting.</summary>
    public void Cancel() => _source?.CancelAsync().ContinueWith(
        static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    /// <summary>Closes a stream that nobody wants any more, once it has ended the move that it is busy with: before that it cannot be closed.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The caller has had its exception.")]
    public async Task CloseAfterAsync(ValueTask<bool> move)
    {
        try
        {
            await using (this.ConfigureAwait(false))
                await move.ConfigureAwait(false);
        }
        catch
        {
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var items = _items;
        _items = null;
        try
        {
            if (items is not null)
                await items.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _followed.Unregister();
            LeaveRoom();
            Place?.Dispose();
            Place = null;
        }
    }
}

/// <summary>A stream that has been opened, whatever its items.</summary>
internal interface IOpenStream
{
    /// <summary>Where it holds a place until it is closed; set once it is open.</summary>
    Bulkhead? Room { set; }

    /// <summary>What it comes from, which is held until it is closed; set once it is open.</summary>
    IDisposable? Place { set; }
}
