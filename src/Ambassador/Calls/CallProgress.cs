using System.Diagnostics.CodeAnalysis;
using Ambassador.Retry;
using Ambassador.Timeouts;
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
    private double _jitter;
    private int _attempt;
    private int _permit;
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
        if (_finalFailure is not null)
        {
            rejection = TimedOut(plan.Policy.TotalTimeout, "call", _finalFailure);
            return false;
        }

        if (plan.Circuit is { } circuit && !circuit.TryEnter(out _permit, out var refusal))
        {
            rejection = refusal;
            return false;
        }

        if (plan.Policy.TimesOut)
            token = StartTimer();

        return true;
    }

    /// <summary>The attempt succeeded.</summary>
    public void Succeeded()
    {
        plan.Circuit?.Succeeded(_permit);
        if (plan.Part != PlanPart.Races)
            plan.Telemetry.AttemptSucceeded();

        StopTimer();
    }

    /// <summary>The attempt failed.</summary>
    /// <param name="error">What the inner call threw, or null if it did not answer before <see cref="Timer"/> fired.</param>
    /// <param name="delay">How long to wait before the next attempt, if there is to be one.</param>
    /// <returns>What the caller is to see, or null if there is to be another attempt.</returns>
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
                error = _callDeadline <= now ? TimedOut(policy.TotalTimeout, "call", error) : TimedOut(policy.Timeout, "attempt", error);
        }

        var failure = error ?? new OperationCanceledException(caller);
        if (plan.Part != PlanPart.Races)
            plan.Telemetry.AttemptFailed(failure, callerCanceled: false);

        var rule = policy.Failures.For(failure);
        if (rule.Counts)
            plan.Circuit?.Failed(_permit, failure);
        else
            plan.Circuit?.Abstained(_permit);

        if (_attempt >= rule.Retry || _callDeadline <= now || caller.IsCancellationRequested)
            return failure;

        // Waiting for a circuit that will refuse the next attempt helps nobody.
        if (plan.CircuitAhead is { } circuit && circuit.Refuses(out var refusal))
            return refusal;

        delay = Backoff.Next(rule, _attempt, ref _jitter, plan.Environment.Randomizer);
        _attempt++;
        if (delay.Ticks < _callDeadline - now)
        {
            plan.Telemetry.Retrying(_attempt, delay, failure);
        }
        else
        {
            // The call's time ends during the wait: its caller waits until then, and is told why.
            delay = TimeSpan.FromTicks(_callDeadline - now);
            _finalFailure = failure;
        }

        return null;
    }

    /// <summary>The wait before the next attempt. The caller's cancellation ends it at once.</summary>
    public readonly Task WaitAsync(TimeSpan delay) => Task.Delay(delay, plan.Environment.Clock.Provider, caller);

    private readonly OperationCanceledException Canceled(OperationCanceledException? error)
    {
        var canceled = error is not null && error.CancellationToken == caller
            ? error
            : new OperationCanceledException($"{plan.Telemetry.DisplayName} was cancelled by its caller.", error, caller);
        plan.Circuit?.Abstained(_permit);
        if (plan.Part != PlanPart.Races)
            plan.Telemetry.AttemptFailed(canceled, callerCanceled: true);

        return canceled;
    }

    private readonly TimeoutRejectedException TimedOut(long ticks, string kind, Exception? inner)
    {
        var timeout = TimeSpan.FromTicks(ticks);

        // That the call ran out of time is told once, however many of its attempts were running.
        if (plan.Part != PlanPart.HedgedAttempt || kind != "call")
            plan.Telemetry.TimedOut(timeout, kind);

        var message = $"{plan.Telemetry.DisplayName} did not answer within {timeout.TotalMilliseconds} ms ({kind} timeout).";
        return inner is null ? new(message, timeout) : new(message, timeout, inner);
    }

    private CancellationToken StartTimer()
    {
        var (policy, now) = (plan.Policy, plan.Environment.Clock.Now);
        if (_attempt == 0 && policy.TotalTimeout > 0)
            _callDeadline = Math.Min(_callDeadline, now + policy.TotalTimeout);

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
