using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Sources;

namespace Ambassador.Timeouts;

/// <summary>
/// Times one attempt: it holds the token that the inner call gets, is told when the attempt is over, and releases a caller whose
/// inner call does not answer in time, whether or not that call listens to its token. Pooled by <see cref="DeadlineScanner"/>.
/// </summary>
/// <remarks>
/// <para>
/// Memory model: <c>_deadline</c> alone decides how the attempt ends. It holds the deadline while the attempt runs, and the first to
/// replace it by compare-and-exchange wins: the attempt itself (<see cref="Over"/>), the scan (<see cref="Expired"/>) or
/// the caller's cancellation (<see cref="Canceled"/>). Everybody else finds the attempt ended and leaves it alone.
/// </para>
/// <para>A timer that has fired is never used again: its token is spent, and the abandoned call may still hold it.</para>
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing that needs disposal.")]
internal sealed class AttemptTimer : IValueTaskSource<bool>
{
    private const long Over = 0;
    private const long Expired = -1;
    private const long Canceled = -2;

    private static readonly Action AlreadyCompleted = static () => { };

    private readonly CancellationTokenSource _source = new();
    private readonly Action _innerCompleted;
    private CancellationTokenRegistration _callerRegistration;
    private ManualResetValueTaskSourceCore<bool> _settled;
    private long _deadline = Over;
    private long _armedDeadline;
    private Action? _observe;

    public AttemptTimer(object owner, int slot)
    {
        Owner = owner;
        Slot = slot;
        _innerCompleted = InnerCompleted;
    }

    /// <summary>Whose pool the timer belongs to.</summary>
    public object Owner { get; }

    /// <summary>The timer's place in its owner's table.</summary>
    public int Slot { get; }

    /// <summary>The token for the inner call.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the attempt ran out of time.</summary>
    public bool HasExpired => Volatile.Read(ref _deadline) == Expired;

    /// <summary>The deadline of an attempt that is running; 0 or less when there is none.</summary>
    public long Deadline => Volatile.Read(ref _deadline);

    /// <summary>Starts timing. From here on the attempt can be ended, even before the inner call has returned its task.</summary>
    public void Start(long deadline)
    {
        _armedDeadline = deadline;
        Interlocked.Exchange(ref _deadline, deadline);
    }

    /// <summary>Lets the caller's cancellation end the attempt. After <see cref="Start"/>.</summary>
    public void Follow(CancellationToken caller)
    {
        if (caller.CanBeCanceled)
            _callerRegistration = caller.UnsafeRegister(static timer => ((AttemptTimer)timer!).CallerCanceled(), this);
    }

    /// <summary>Ends an attempt that is over; true if the timer can serve another, false if something may still reach it.</summary>
    public bool TryReset()
    {
        var fired = !TryEnd(_armedDeadline, Over) && Volatile.Read(ref _deadline) != Over;
        var registration = _callerRegistration;
        _callerRegistration = default;

        // A registration that cannot be taken back is just being called, on another thread.
        var callerIsCanceling = registration != default && !registration.Unregister();
        if (fired || callerIsCanceling || !_source.TryReset())
            return false;

        _settled.Reset();
        return true;
    }

    /// <summary>What the inner call's awaiter is to call when the inner call completes.</summary>
    public Action InnerCompletion => _innerCompleted;

    /// <summary>Completes with false when the inner call does, or with true as soon as the attempt has no time left or no caller.</summary>
    public ValueTask<bool> WhenSettled() => new(this, _settled.Version);

    /// <summary>Leaves an inner call alone that did not answer; <paramref name="observe"/> takes its outcome off it when it comes.</summary>
    public void Abandon(Action observe)
    {
        if (Interlocked.CompareExchange(ref _observe, observe, null) is not null)
            observe();
    }

    /// <summary>Ends the attempt for want of time, if it is still running with that deadline.</summary>
    public bool TryExpire(long deadline) => TryEnd(deadline, Expired);

    /// <summary>Cancels the inner call and releases the caller. Only for the one that ended the attempt.</summary>
    public void Fire()
    {
        // The inner call's cancellation callbacks run elsewhere: one that blocks must not keep the caller waiting.
        var canceling = _source.CancelAsync();
        if (!canceling.IsCompletedSuccessfully)
        {
            canceling.ContinueWith(
                static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        _settled.SetResult(true);
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _settled.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _settled.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _settled.OnCompleted(continuation, state, token, flags);

    private bool TryEnd(long deadline, long how) => Interlocked.CompareExchange(ref _deadline, how, deadline) == deadline;

    private void CallerCanceled()
    {
        if (!TryEnd(_armedDeadline, Canceled))
            return;

        Fire();
    }

    private void InnerCompleted()
    {
        if (TryEnd(_armedDeadline, Over))
            _settled.SetResult(false);
        else
            Interlocked.Exchange(ref _observe, AlreadyCompleted)?.Invoke();
    }
}
