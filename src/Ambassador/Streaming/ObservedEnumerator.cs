using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Ambassador.Telemetry;

namespace Ambassador.Streaming;

/// <summary>Tells telemetry of one enumeration: it is a call that lasts until it is disposed.</summary>
internal sealed class ObservedEnumerator<T> : IAsyncEnumerator<T>
    where T : allows ref struct
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly IAsyncEnumerator<T> _items;
    private readonly MethodTelemetry _telemetry;
    private readonly CancellationToken _method;
    private readonly CancellationToken _enumeration;
    private readonly Activity? _activity;
    private Exception? _error;
    private bool _hasEnded;

    /// <param name="items">The enumeration.</param>
    /// <param name="telemetry">What is told.</param>
    /// <param name="method">The token that the method was called with.</param>
    /// <param name="enumeration">The token of this enumeration.</param>
    public ObservedEnumerator(
        IAsyncEnumerator<T> items, MethodTelemetry telemetry, CancellationToken method, CancellationToken enumeration)
    {
        _items = items;
        _telemetry = telemetry;
        _method = method;
        _enumeration = enumeration;

        // The activity is current inside the stream, never in its caller.
        var current = Activity.Current;
        _activity = telemetry.StartActivity();
        Activity.Current = current;
    }

    /// <inheritdoc/>
    public T Current => _items.Current;

    /// <inheritdoc/>
    public ValueTask<bool> MoveNextAsync()
    {
        if (_activity is not null)
            return TraceAsync();

        var move = Move();
        if (!move.IsCompletedSuccessfully)
            return MeasureAsync(move);

        return move;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_hasEnded)
            return;

        _hasEnded = true;
        if (_activity is not null)
            Activity.Current = _activity;

        try
        {
            await _items.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _error ??= error;
            throw;
        }
        finally
        {
            _telemetry.CallEnded(_started, _activity, _error, _method.IsCancellationRequested || _enumeration.IsCancellationRequested, answered: null);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A move that throws at once has failed like any other.")]
    private ValueTask<bool> Move()
    {
        try
        {
            return _items.MoveNextAsync();
        }
        catch (Exception error)
        {
            return ValueTask.FromException<bool>(error);
        }
    }

    // An async method of its own: what it makes current is current inside it and nowhere else.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TraceAsync()
    {
        Activity.Current = _activity;
        return await MeasureAsync(Move()).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> MeasureAsync(ValueTask<bool> move)
    {
        try
        {
            return await move.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _error = error;
            throw;
        }
    }
}
