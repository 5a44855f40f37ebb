using System.Diagnostics.CodeAnalysis;

namespace Ambassador.Caching;

/// <summary>
/// One inner call on its way for everybody who wants the same result. Each caller may leave without disturbing the others;
/// when the last has left, the call is cancelled.
/// </summary>
/// <remarks>Memory model: <c>_callers</c> changes by interlocked operations only, and once it is 0 nobody gets on any more.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing that needs disposal.")]
internal sealed class Flight<TResult>
{
    private readonly TaskCompletionSource<CachedResult<TResult>> _landing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _abandoned = new();
    private int _callers = 1;

    /// <summary>Cancelled when no caller is left.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>Gets on, unless everybody has left already.</summary>
    public bool TryJoin()
    {
        var callers = Volatile.Read(ref _callers);
        while (callers > 0)
        {
            var seen = Interlocked.CompareExchange(ref _callers, callers + 1, callers);
            if (seen == callers)
                return true;

            callers = seen;
        }

        return false;
    }

    public void Land(CachedResult<TResult> result) => _landing.TrySetResult(result);

    public void Crash(Exception error)
    {
        _landing.TrySetException(error);

        // Perhaps nobody waits any more.
        _ = _landing.Task.Exception;
    }

    /// <summary>The result, or an <see cref="OperationCanceledException"/> as soon as this caller cancels.</summary>
    public async ValueTask<CachedResult<TResult>> WaitAsync(CancellationToken caller)
    {
        try
        {
            return await _landing.Task.WaitAsync(caller).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (caller.IsCancellationRequested)
        {
            Leave();
            throw;
        }
    }

    /// <inheritdoc cref="WaitAsync"/>
    public CachedResult<TResult> Wait(CancellationToken caller)
    {
        try
        {
            _landing.Task.Wait(caller);
        }
        catch (OperationCanceledException) when (caller.IsCancellationRequested)
        {
            Leave();
            throw;
        }
        catch (AggregateException)
        {
            // Thrown as it was by the line below.
        }

        return _landing.Task.GetAwaiter().GetResult();
    }

    /// <summary>A caller is no longer interested.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _callers) == 0)
            _abandoned.Cancel();
    }
}
