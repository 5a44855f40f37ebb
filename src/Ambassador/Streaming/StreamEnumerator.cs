using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Ambassador.Telemetry;
using Ambassador.Time;
using Ambassador.Timeouts;
using Polly.Timeout;

namespace Ambassador.Streaming;

/// <summary>
/// One enumeration of a routed stream: opens it, passes its items on, each in the time that there is for it, and closes it.
/// </summary>
/// <param name="policy">What the enumeration goes by.</param>
/// <param name="clock">Measures how long the caller has waited.</param>
/// <param name="deadlines">Watches over the waits for items.</param>
/// <param name="telemetry">What timeouts are reported to.</param>
/// <param name="method">The token that the method was called with.</param>
/// <param name="enumeration">The token of this enumeration.</param>
internal abstract class StreamEnumerator<T>(
    Policy policy, Clock clock, DeadlineScanner deadlines, MethodTelemetry telemetry, CancellationToken method, CancellationToken enumeration)
    : IAsyncEnumerator<T>
    where T : allows ref struct
{
    private readonly long _itemTime = policy.Timeout > 0 ? policy.Timeout : long.MaxValue;
    private long _timeLeft = policy.TotalTimeout > 0 ? policy.TotalTimeout : long.MaxValue;
    private CancellationTokenSource? _both;
    private CancellationToken _caller;
    private OpenStream<T>? _stream;
    private bool _hasBegun;

    /// <inheritdoc/>
    public T Current => _stream is { } stream ? stream.Current : default!;

    /// <inheritdoc/>
    public ValueTask<bool> MoveNextAsync()
    {
        if (_stream is not { } stream)
            return BeginAsync();

        // Nothing to time and no token of ours to hide: the inner stream's own task is the caller's.
        if (!policy.TimesOut && _both is null)
            return stream.MoveNextAsync();

        return NextAsync(stream);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var stream = _stream;
        _stream = null;
        _hasBegun = true;
        try
        {
            if (stream is not null)
                await stream.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _both?.Dispose();
        }
    }

    /// <summary>Opens the stream, in as many attempts as it takes.</summary>
    protected abstract ValueTask<OpenStream<T>> OpenAsync(CancellationToken caller);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> BeginAsync()
    {
        if (_hasBegun)
            return false;

        _hasBegun = true;
        _caller = Combine();
        var begun = clock.Now;
        try
        {
            _caller.ThrowIfCancellationRequested();
            _stream = await OpenAsync(_caller).ConfigureAwait(false);
            return _stream.HasItem;
        }
        catch (OperationCanceledException error) when (HidesCancellation(error))
        {
            throw Canceled(error);
        }
        finally
        {
            Spend(begun);
        }
    }

    private CancellationToken Combine()
    {
        if (!enumeration.CanBeCanceled || enumeration == method)
            return method;

        if (!method.CanBeCanceled)
            return enumeration;

        _both = CancellationTokenSource.CreateLinkedTokenSource(method, enumeration);
        return _both.Token;
    }

    [SuppressMessage("Design", "CA1031", Justification = "A move that throws at once has failed like any other.")]
    private ValueTask<bool> NextAsync(OpenStream<T> stream)
    {
        var begun = clock.Now;
        if (_timeLeft <= 0)
        {
            stream.Cancel();
            return ValueTask.FromException<bool>(TimedOut());
        }

        try
        {
            var move = stream.MoveNextAsync();
            if (!move.IsCompletedSuccessfully)
                return AwaitAsync(stream, move, begun);

            Spend(begun);
            return move;
        }
        catch (Exception error)
        {
            return AwaitAsync(stream, ValueTask.FromException<bool>(error), begun);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> AwaitAsync(OpenStream<T> stream, ValueTask<bool> move, long begun)
    {
        var timer = policy.TimesOut && !move.IsCompleted ? deadlines.Start(begun + Math.Min(_itemTime, _timeLeft), _caller) : null;
        var isAbandoned = false;
        try
        {
            if (timer is not null)
            {
                move.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(timer.InnerCompletion);
                isAbandoned = await timer.WhenSettled().ConfigureAwait(false);
            }

            if (!isAbandoned)
                return await move.ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (HidesCancellation(error))
        {
            throw Canceled(error);
        }
        finally
        {
            Spend(begun);
            if (isAbandoned)
                Abandon(stream, move, timer!);

            if (timer is not null)
                deadlines.Stop(timer);
        }

        throw _caller.IsCancellationRequested ? Canceled(null) : TimedOut();
    }

    // The inner stream does not answer, and while it is moving it cannot be closed: that is done behind the caller's back.
    private void Abandon(OpenStream<T> stream, ValueTask<bool> move, AttemptTimer timer)
    {
        _stream = null;
        stream.Cancel();
        stream.LeaveRoom();
        timer.Abandon(() => _ = stream.CloseAfterAsync(move));
    }

    // Only waiting counts: a caller that takes its time between two items does not use up the stream's.
    private void Spend(long begun)
    {
        if (policy.TotalTimeout > 0)
            _timeLeft -= clock.Now - begun;
    }

    private TimeoutRejectedException TimedOut()
    {
        var isTotal = _timeLeft <= 0;
        var timeout = TimeSpan.FromTicks(isTotal ? policy.TotalTimeout : policy.Timeout);
        telemetry.TimedOut(timeout, isTotal ? "call" : "item");
        return new(
            isTotal
                ? $"{telemetry.DisplayName} has kept its caller waiting for {timeout.TotalMilliseconds} ms in all (call timeout)."
                : $"{telemetry.DisplayName} did not deliver its next item within {timeout.TotalMilliseconds} ms (item timeout).",
            timeout);
    }

    // Whether a cancellation is the caller's and names another token than the caller's.
    private bool HidesCancellation(OperationCanceledException error)
        => _caller.IsCancellationRequested && error.CancellationToken != CanceledToken;

    private OperationCanceledException Canceled(OperationCanceledException? error)
        => new($"{telemetry.DisplayName} was cancelled by its caller.", error, CanceledToken);

    private CancellationToken CanceledToken => enumeration.IsCancellationRequested ? enumeration : method;
}
