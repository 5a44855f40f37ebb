using Ambassador.Timeouts;

namespace Ambassador.Calls;

/// <summary>Ends a call with the deadline of the call around it, wherever it waits: between attempts, in a queue, for another's result.</summary>
/// <remarks>
/// To what is inside, the end is that of the caller's patience: no failure of the service, so nothing is retried and no circuit counts it.
/// </remarks>
internal readonly struct InheritedDeadline
{
    private readonly MethodPlan _plan;
    private readonly CancellationToken _caller;
    private readonly long _left;

    /// <exception cref="Polly.Timeout.TimeoutRejectedException">Nothing is left.</exception>
    public InheritedDeadline(MethodPlan plan, long deadline, CancellationToken caller)
    {
        _plan = plan;
        _caller = caller;
        _left = deadline - plan.Environment.Clock.Now;
        if (_left <= 0)
            throw CallProgress.TimedOut(plan, 0, "inherited", inner: null);

        Timer = plan.Environment.Deadlines.Start(deadline, caller);
    }

    /// <summary>Times the call.</summary>
    public AttemptTimer Timer { get; }

    /// <summary>The token for what is inside. Once it is cancelled, <see cref="Ended"/> says why.</summary>
    public CancellationToken Token => Timer.Token;

    /// <summary>What the caller is to see of a call that has been ended.</summary>
    public Exception Ended(OperationCanceledException? error) => Timer.HasExpired
        ? CallProgress.TimedOut(_plan, _left, "inherited", error)
        : CallProgress.Canceled(_plan, error, _caller);

    /// <summary>The call is over.</summary>
    public void Stop() => _plan.Environment.Deadlines.Stop(Timer);
}
