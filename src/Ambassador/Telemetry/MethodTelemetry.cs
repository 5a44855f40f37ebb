using System.Diagnostics;
using Ambassador.Targets;
using Microsoft.Extensions.Logging;

namespace Ambassador.Telemetry;

/// <summary>What one method reports: measurements, events on the running activity, and log entries. Computes nothing that nobody listens to.</summary>
internal sealed class MethodTelemetry
{
    // What a failure is called that is a result and no exception.
    private const string ResultError = "result";

    private readonly ILogger _logger;
    private readonly string _activityName;
    private readonly TagList _tags;

    public MethodTelemetry(string interfaceName, string methodName, object? serviceKey, ILogger logger)
    {
        _logger = logger;
        DisplayName = $"{interfaceName}.{methodName}";
        _activityName = $"{interfaceName[(interfaceName.LastIndexOf('.') + 1)..]}/{methodName}";
        _tags = Instruments.TagsOf(interfaceName, serviceKey);
        _tags.Add(Instruments.MethodTag, methodName);
    }

    /// <summary>Whether anybody follows calls or attempts. Nobody is told anything of a call that begins while this is false and needs no retry.</summary>
    public static bool IsObserved => Instruments.CallDuration.Enabled || Instruments.Attempts.Enabled || Instruments.Source.HasListeners();

    /// <summary>Whether anybody listens to activities.</summary>
    public static bool IsTraced => Instruments.Source.HasListeners();

    /// <summary>The method as messages name it: <c>Shop.ICatalog.GetAsync</c>.</summary>
    public string DisplayName { get; }

    public TagList Tags => _tags;

    /// <summary>The telemetry of a circuit that is this method's alone.</summary>
    public CircuitTelemetry ForCircuit() => new(DisplayName, _tags, _logger);

    /// <summary>The telemetry of the circuit that this method has for one target.</summary>
    public CircuitTelemetry ForCircuit(Target target) => CircuitTelemetry.OfTarget(DisplayName, _tags, target, _logger);

    public Activity? StartActivity()
    {
        var activity = Instruments.Source.StartActivity(_activityName);
        if (activity is { IsAllDataRequested: true })
        {
            foreach (var (key, value) in _tags)
                activity.SetTag(key, value);
        }

        return activity;
    }

    /// <param name="started">When it began.</param>
    /// <param name="activity">Its activity.</param>
    /// <param name="error">What its caller sees, if it failed.</param>
    /// <param name="callerCanceled">Whether the caller has cancelled.</param>
    /// <param name="answered">The failure that a fallback has answered, if one has.</param>
    public void CallEnded(long started, Activity? activity, Exception? error, bool callerCanceled, Exception? answered)
    {
        var outcome = answered is null ? CallOutcome.Of(error, callerCanceled) : CallOutcome.Fallback;
        error ??= answered;
        if (Instruments.CallDuration.Enabled)
            Instruments.CallDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, Ended(outcome, error));

        if (activity is not null)
        {
            activity.SetTag(Instruments.OutcomeTag, outcome);
            if (error is not null)
                activity.SetTag(Instruments.ErrorTypeTag, error.GetType().FullName);

            if (error is not null && answered is null)
                activity.SetStatus(ActivityStatusCode.Error, error.Message);

            activity.Dispose();
        }
    }

    /// <param name="target">The target that the attempt went to, where there are several.</param>
    public void AttemptSucceeded(Target? target)
    {
        if (Instruments.Attempts.Enabled)
            AttemptEnded(Ended(CallOutcome.Success, null), target);
    }

    /// <param name="error">What it failed with.</param>
    /// <param name="callerCanceled">Whether the caller has cancelled.</param>
    /// <param name="target">The target that the attempt went to, where there are several.</param>
    public void AttemptFailed(Exception error, bool callerCanceled, Target? target)
    {
        if (Instruments.Attempts.Enabled)
            AttemptEnded(Ended(CallOutcome.Of(error, callerCanceled), error), target);
    }

    /// <summary>An attempt ended with a result that is a failure.</summary>
    /// <param name="target">The target that the attempt went to, where there are several.</param>
    public void AttemptRejected(Target? target)
    {
        if (!Instruments.Attempts.Enabled)
            return;

        var tags = Tagged(Instruments.OutcomeTag, CallOutcome.Failure);
        tags.Add(Instruments.ErrorTypeTag, ResultError);
        AttemptEnded(tags, target);
    }

    private static void AttemptEnded(TagList tags, Target? target)
    {
        if (target is not null)
            tags.Add(Instruments.TargetTag, target.Endpoint.Address);

        Instruments.Attempts.Add(1, tags);
    }

    /// <summary>A call is made once more behind its caller's back.</summary>
    public void Mirrored(Target target)
    {
        if (!Instruments.Mirrored.Enabled)
            return;

        var tags = Tagged(Instruments.TargetTag, target.Endpoint.Address);
        Instruments.Mirrored.Add(1, tags);
    }

    /// <summary>A failure was not retried because the interface's budget is spent.</summary>
    public void RetrySuppressed()
    {
        Instruments.RetriesSuppressed.Add(1, _tags);
        Instruments.CurrentActivity?.AddEvent(new("retry.suppressed"));
    }

    public void Retrying(int attempt, TimeSpan delay, Exception? error)
    {
        Instruments.Retries.Add(1, _tags);
        Instruments.CurrentActivity?.AddEvent(new("retry", tags: new()
        {
            { "ambassador.attempt", attempt },
            { "ambassador.retry.delay", delay.TotalSeconds },
            { Instruments.ErrorTypeTag, error is null ? ResultError : error.GetType().FullName },
        }));
        Log.Retrying(_logger, DisplayName, attempt, delay.TotalMilliseconds, error);
    }

    /// <summary>An attempt is made beside others.</summary>
    public void Hedging(int attempt)
    {
        Instruments.Hedges.Add(1, _tags);
        Instruments.CurrentActivity?.AddEvent(new("hedge", tags: new() { { "ambassador.attempt", attempt } }));
        Log.Hedging(_logger, DisplayName, attempt);
    }

    /// <summary>The call has failed, and a fallback is asked.</summary>
    public void FallingBack(Exception failure)
    {
        if (Instruments.Fallbacks.Enabled)
            Instruments.Fallbacks.Add(1, Tagged(Instruments.ErrorTypeTag, failure.GetType().FullName!));

        Instruments.CurrentActivity?.AddEvent(new("fallback", tags: new() { { Instruments.ErrorTypeTag, failure.GetType().FullName } }));
        Log.FallingBack(_logger, DisplayName, failure);
    }

    /// <param name="timeout">The time that was allowed.</param>
    /// <param name="kind">What ran out of time: <c>attempt</c>, <c>call</c> or <c>inherited</c>.</param>
    public void TimedOut(TimeSpan timeout, string kind)
    {
        if (Instruments.Timeouts.Enabled)
            Instruments.Timeouts.Add(1, Tagged(Instruments.TimeoutKindTag, kind));

        Log.TimedOut(_logger, DisplayName, timeout.TotalMilliseconds, kind);
    }

    public void CacheHit()
    {
        if (Instruments.CacheRequests.Enabled)
            Instruments.CacheRequests.Add(1, Tagged(Instruments.CacheResultTag, "hit"));
    }

    public void CacheMissed()
    {
        if (Instruments.CacheRequests.Enabled)
            Instruments.CacheRequests.Add(1, Tagged(Instruments.CacheResultTag, "miss"));
    }

    /// <param name="kind">What was injected: the kind of the fault in lower case, or <c>latency</c>.</param>
    public void FaultInjected(string kind)
    {
        if (Instruments.InjectedFaults.Enabled)
            Instruments.InjectedFaults.Add(1, Tagged(Instruments.FaultKindTag, kind));
    }

    /// <param name="limit">The kind of limit.</param>
    public void LimitRejected(string limit)
    {
        if (Instruments.LimitRejections.Enabled)
            Instruments.LimitRejections.Add(1, Tagged(Instruments.LimitTag, limit));

        Instruments.CurrentActivity?.AddEvent(new("limit.rejected", tags: new() { { Instruments.LimitTag, limit } }));
    }

    private TagList Ended(string outcome, Exception? error)
    {
        var tags = Tagged(Instruments.OutcomeTag, outcome);
        if (error is not null)
            tags.Add(Instruments.ErrorTypeTag, error.GetType().FullName);

        return tags;
    }

    private TagList Tagged(string tag, string value)
    {
        var tags = _tags;
        tags.Add(tag, value);
        return tags;
    }
}
