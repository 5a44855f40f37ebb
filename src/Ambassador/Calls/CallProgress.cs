using System.Diagnostics.CodeAnalysis;
using Ambassador.Ambient;
using Ambassador.CircuitBreaking;
using Ambassador.Retry;
using Ambassador.Targets;
using Ambassador.Timeouts;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Calls;

/// <summary>
/// How far one call has come: the rules of total timeout, retry, circuit and attempt timeout, in one place for calls of
/// every kind. A caller begins an attempt, makes the inner call, and reports how it went, until it is told to stop.
/// </summary>
/// <remarks>A mutable struct that lives in the call's frame or state machine: it is not copied while a call runs, and not shared.</remarks>
/// <param name="plan">What the call goes by.</param>
/// <param name="caller">The caller's token.</param>
/// <param name="deadline">When the call that this is a part of is out of time.</param>
internal struct CallProgress(MethodPlan plan, CancellationToken caller, long deadline = long.MaxValue)
{
    private long _callDeadline = deadline;
    private long _attemptBegan;
    private double _jitter;
    private int _attempt;
    private int _permit;
    private Circuit? _circuit = plan.Circuit;
    private Target? _target;
    private long _targetBegan;
    private List<Target>? _tried;
    private bool _timeIsUp;
    private Exception? _finalFailure;

    /// <summary>What the call goes by.</summary>
    public readonly MethodPlan Plan => plan;

    /// <summary>Times the attempt under way; null when it is not timed.</summary>
    public AttemptTimer? Timer { get; private set; }

    /// <summary>Begins the first attempt, or the next.</summary>
    /// <param name="token">The token for the inner call.</param>
    /// <param name="rejection">Why there is no attempt: the circuit refuses it, or the call has no time left.</param>
    public bool TryBegin(out CancellationToken token, [NotNullWhen(false)] out Exception? rejection)
    {
        token = caller;
        rejection = null;
        if (_timeIsUp)
        {
            rejection = TimedOut(plan, plan.Policy.TotalTimeout, "call", _finalFailure);
            return false;
        }

        if (_attempt == 0)
            plan.Budget?.Deposit();

        if (plan.Circuit is { } circuit && !circuit.TryEnter(out _permit, out var refusal))
        {
            rejection = refusal;
            return false;
        }

        if (plan.Policy.SlowCall > 0)
            _attemptBegan = plan.Environment.Clock.Now;

        if (plan.Policy.TimesOut)
            token = StartTimer();

        return true;
    }

    /// <summary>Chooses the target that the attempt goes to. Not one that has been tried, or whose circuit is open, where there is another.</summary>
    /// <param name="chooser">Chooses.</param>
    /// <param name="hash">The hash of the call's key, if it has one.</param>
    /// <param name="instance">The implementation that stands there.</param>
    /// <exception cref="NoTargetsException">There is none.</exception>
    /// <exception cref="BrokenCircuitException">The circuits of all are open.</exception>
    public Target Enter<TTarget>(ITargetChooser<TTarget> chooser, ulong? hash, out TTarget instance)
        where TTarget : class
    {
        // Of the attempt before.
        _circuit = plan.Circuit;
        List<Target>? refused = null;
        while (true)
        {
            var target = chooser.Enter(new(hash, refused ?? _tried), out instance, out _targetBegan);
            _target = target;
            if (plan.TargetCircuits is not { } circuits)
                return target;

            _circuit = circuits.Of(target);
            if (_circuit.TryEnter(out _permit, out var refusal))
                return target;

            _circuit = null;
            Leave(AttemptOutcome.Abandoned);
            if (refused?.Contains(target) == true)
                throw refusal;

            (refused ??= []).Add(target);
        }
    }

    /// <summary>The attempt succeeded.</summary>
    public void Succeeded()
    {
        CircuitSucceeded();
        if (plan.Part != PlanPart.Races)
            plan.Telemetry.AttemptSucceeded(_target);

        Leave(AttemptOutcome.Succeeded);

        StopTimer();
    }

    /// <summary>The attempt ended with a result. Whether the caller is to see it; if not, there is to be another attempt, or a refusal.</summary>
    /// <param name="result">The result.</param>
    /// <param name="delay">How long to wait before the next attempt, if there is to be one.</param>
    /// <param name="refusal">What the caller is to see instead of the result or of another attempt.</param>
    public bool Accepts<TResult>(TResult result, out TimeSpan delay, out Exception? refusal)
    {
        delay = default;
        refusal = null;
        if (!plan.JudgesResults || plan.Hooks is not MethodHooks<TResult> hooks || !hooks.Rejects(result))
        {
            Succeeded();
            return true;
        }

        var counts = hooks.Counts(result);
        var pause = hooks.RetryAfterResult?.Invoke(result, plan.Environment.Clock.Provider);
        StopTimer();
        if (plan.Part != PlanPart.Races)
            plan.Telemetry.AttemptRejected(_target);

        Leave(counts ? AttemptOutcome.Failed : AttemptOutcome.Succeeded);
        if (counts)
            _circuit?.Failed(_permit, failure: null, IsSlow());
        else
            CircuitSucceeded();

        return !hooks.IsWorthRetry(result) || (!TryGoOn(plan.Policy.Failures.Default, null, pause, out delay, out refusal) && refusal is null);
    }

    /// <summary>The attempt failed.</summary>
    /// <param name="error">What the inner call threw, or null if it did not answer before <see cref="Timer"/> fired.</param>
    /// <param name="delay">How long to wait before the next attempt, if there is to be one.</param>
    /// <returns>What the caller is to see, or null if there is to be another attempt.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "The user's own code may throw anything.")]
    public Exception? Failed(Exception? error, out TimeSpan delay)
    {
        delay = default;
        var policy = plan.Policy;
        var now = plan.Environment.Clock.Now;
        var hasExpired = Timer is { HasExpired: true };
        StopTimer();

        if (error is null or OperationCanceledException)
        {
            // A race that ends with the time of its call cancels attempts whose time was up before.
            if (caller.IsCancellationRequested && !(hasExpired && plan.Part == PlanPart.HedgedAttempt))
                return Canceled(error as OperationCanceledException);

            if (hasExpired)
                error = _callDeadline <= now ? TimedOut(plan, policy.TotalTimeout, "call", error) : TimedOut(plan, policy.Timeout, "attempt", error);
        }
        else if (error is TimeoutRejectedException && policy.PropagatesDeadline && _callDeadline <= now)
        {
            // The call's end has ended an ambassador inside it first.
            error = TimedOut(plan, policy.TotalTimeout, "call", error);
        }

        var failure = error ?? new OperationCanceledException(caller);
        if (plan.Part != PlanPart.Races)
            plan.Telemetry.AttemptFailed(failure, callerCanceled: false, _target);

        var rule = policy.Failures.For(failure);
        bool counts, isWorthRetry;
        TimeSpan? pause;
        try
        {
            counts = plan.Hooks.BreakWhen?.Invoke(failure) ?? rule.Counts;
            isWorthRetry = plan.Hooks.RetryWhen?.Invoke(failure) ?? true;
            pause = plan.Hooks.Pause(failure, plan.Environment.Clock.Provider);
        }
        catch (Exception broken)
        {
            // The user's own judgement failed: that is what there is to see, and it says nothing about the service.
            Leave(AttemptOutcome.Abandoned);
            _circuit?.Abstained(_permit);
            return broken;
        }

        Leave(!counts ? AttemptOutcome.Succeeded : Unanswered.Is(failure) ? AttemptOutcome.Unanswered : AttemptOutcome.Failed);
        if (counts)
            _circuit?.Failed(_permit, failure, IsSlow());
        else
            _circuit?.Abstained(_permit);

        if (!isWorthRetry)
            return failure;

        return TryGoOn(rule, failure, pause, out delay, out var refusal) ? null : refusal ?? failure;
    }

    // Whether there is to be another attempt; it is prepared then.
    private bool TryGoOn(FailureRule rule, Exception? failure, TimeSpan? pause, out TimeSpan delay, out Exception? refusal)
    {
        delay = default;
        refusal = null;
        var now = plan.Environment.Clock.Now;
        if (_attempt >= rule.Retry || _callDeadline <= now || caller.IsCancellationRequested || pause < TimeSpan.Zero)
            return false;

        // Waiting for a circuit that will refuse the next attempt helps nobody.
        if (plan.CircuitAhead is { } circuit && circuit.Refuses(out var rejection))
        {
            refusal = rejection;
            return false;
        }

        if (plan.Budget is { } budget && !budget.TryWithdraw(plan.Policy))
        {
            plan.Telemetry.RetrySuppressed();
            return false;
        }

        var wait = Backoff.Next(rule, _attempt, ref _jitter, plan.Environment.Randomizer);
        delay = pause ?? wait;
        _attempt++;
        if (delay.Ticks < _callDeadline - now)
        {
            plan.Telemetry.Retrying(_attempt, delay, failure);
        }
        else
        {
            // The call's time ends during the wait: its caller waits until then, and is told why.
            delay = TimeSpan.FromTicks(_callDeadline - now);
            _timeIsUp = true;
            _finalFailure = failure;
        }

        return true;
    }

    /// <summary>The wait before the next attempt. The caller's cancellation ends it at once.</summary>
    public readonly Task WaitAsync(TimeSpan delay) => Task.Delay(delay, plan.Environment.Clock.Provider, caller);

    private readonly bool IsSlow() => plan.Policy.SlowCall > 0 && plan.Environment.Clock.Now - _attemptBegan >= plan.Policy.SlowCall;

    private readonly void CircuitSucceeded()
    {
        if (IsSlow())
            _circuit?.SucceededSlowly(_permit);
        else
            _circuit?.Succeeded(_permit);
    }

    /// <summary>What the caller of a call sees that has no time left.</summary>
    /// <param name="plan">What the call goes by.</param>
    /// <param name="ticks">The time that it had.</param>
    /// <param name="kind">What has ended it: <c>attempt</c>, <c>call</c> or <c>inherited</c>.</param>
    /// <param name="inner">What the inner call threw, if it did.</param>
    public static TimeoutRejectedException TimedOut(MethodPlan plan, long ticks, string kind, Exception? inner)
    {
        var timeout = TimeSpan.FromTicks(ticks);

        // That the call ran out of time is told once, however many of its attempts were running.
        if (plan.Part != PlanPart.HedgedAttempt || kind != "call")
            plan.Telemetry.TimedOut(timeout, kind);

        var message = $"{plan.Telemetry.DisplayName} did not answer within {timeout.TotalMilliseconds} ms ({kind} timeout).";
        return inner is null ? new(message, timeout) : new(message, timeout, inner);
    }

    /// <summary>What a caller sees who has cancelled.</summary>
    public static OperationCanceledException Canceled(MethodPlan plan, OperationCanceledException? error, CancellationToken caller) =>
        error is not null && error.CancellationToken == caller
            ? error
            : new OperationCanceledException($"{plan.Telemetry.DisplayName} was cancelled by its caller.", error, caller);

    private OperationCanceledException Canceled(OperationCanceledException? error)
    {
        var canceled = Canceled(plan, error, caller);
        _circuit?.Abstained(_permit);
        if (plan.Part != PlanPart.Races)
            plan.Telemetry.AttemptFailed(canceled, callerCanceled: true, _target);

        Leave(AttemptOutcome.Abandoned);
        return canceled;
    }

    // For good: another attempt of the call should go elsewhere.
    private void Leave(AttemptOutcome outcome)
    {
        if (_target is not { } target)
            return;

        _target = null;
        target.End(_targetBegan, outcome);
        if (outcome is AttemptOutcome.Failed or AttemptOutcome.Unanswered)
            (_tried ??= []).Add(target);
    }

    private CancellationToken StartTimer()
    {
        var (policy, now) = (plan.Policy, plan.Environment.Clock.Now);
        if (_attempt == 0 && policy.TotalTimeout > 0)
        {
            _callDeadline = Math.Min(_callDeadline, now + policy.TotalTimeout);
            if (policy.PropagatesDeadline)
                AmbientCall.EnterDeadline(plan.Environment.Clock, _callDeadline);
        }

        var deadline = policy.Timeout > 0 ? Math.Min(now + policy.Timeout, _callDeadline) : _callDeadline;
        Timer = plan.Environment.Deadlines.Start(deadline, caller);
        return Timer.Token;
    }

    private void StopTimer()
    {
        if (Timer is not { } timer)
            return;

        Timer = null;
        plan.Environment.Deadlines.Stop(timer);
    }
}
