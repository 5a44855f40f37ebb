using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ambassador.Telemetry;

/// <summary>The meter, the activity source, their instruments and tags. docs/telemetry.md lists them for users.</summary>
internal static class Instruments
{
    public const string Name = "Ambassador";

    public const string InterfaceTag = "ambassador.interface";
    public const string MethodTag = "ambassador.method";
    public const string ServiceKeyTag = "ambassador.service_key";
    public const string OutcomeTag = "ambassador.outcome";
    public const string CacheResultTag = "ambassador.cache.result";
    public const string CircuitStateTag = "ambassador.circuit.state";
    public const string CircuitGroupTag = "ambassador.circuit.group";
    public const string TimeoutKindTag = "ambassador.timeout.kind";
    public const string LimitTag = "ambassador.limit";
    public const string FaultKindTag = "ambassador.fault.kind";
    public const string DiscardReasonTag = "ambassador.pool.discard.reason";
    public const string TargetTag = "ambassador.target";
    public const string EjectionCauseTag = "ambassador.ejection.cause";
    public const string ErrorTypeTag = "error.type";

    private static readonly string? Version = typeof(Instruments).Assembly.GetName().Version?.ToString(3);

    public static readonly ActivitySource Source = new(Name, Version);

    public static readonly Meter Meter = new(Name, Version);

    public static readonly Histogram<double> CallDuration = Meter.CreateHistogram(
        "ambassador.call.duration", "s", "How long calls took as their callers saw them.",
        advice: new InstrumentAdvice<double>
        {
            // The boundaries that OpenTelemetry's semantic conventions give for HTTP and RPC durations.
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
        });

    public static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "ambassador.call.attempts", "{attempt}", "Attempts that reached an implementation.");

    public static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "ambassador.retries", "{retry}", "Attempts that were made again after a failure.");

    public static readonly Counter<long> RetriesSuppressed = Meter.CreateCounter<long>(
        "ambassador.retries.suppressed", "{retry}", "Failures that were not retried because the retry budget was spent.");

    public static readonly Counter<long> Hedges = Meter.CreateCounter<long>(
        "ambassador.hedges", "{hedge}", "Attempts that were made beside others of the same call.");

    public static readonly Counter<long> Fallbacks = Meter.CreateCounter<long>(
        "ambassador.fallbacks", "{fallback}", "Calls that a fallback was asked to answer.");

    public static readonly Counter<long> CacheRequests = Meter.CreateCounter<long>(
        "ambassador.cache.requests", "{request}", "Look-ups in the caches of results.");

    public static readonly Counter<long> Timeouts = Meter.CreateCounter<long>(
        "ambassador.timeouts", "{timeout}", "Attempts and calls that ran out of time.");

    public static readonly Counter<long> CircuitTransitions = Meter.CreateCounter<long>(
        "ambassador.circuit.transitions", "{transition}", "Changes of the state of circuits.");

    public static readonly Counter<long> InjectedFaults = Meter.CreateCounter<long>(
        "ambassador.faults.injected", "{fault}", "Attempts that failed or were held up on purpose.");

    public static readonly Counter<long> Mirrored = Meter.CreateCounter<long>(
        "ambassador.calls.mirrored", "{call}", "Copies of calls that were made behind their callers' backs.");

    public static readonly Counter<long> Ejections = Meter.CreateCounter<long>(
        "ambassador.target.ejections", "{ejection}", "Targets that were ejected because their answers were worse than those of others.");

    public static readonly Counter<long> LimitRejections = Meter.CreateCounter<long>(
        "ambassador.limit.rejections", "{call}", "Calls that a limit refused.");

    public static readonly Histogram<double> PoolWait = Meter.CreateHistogram<double>(
        "ambassador.pool.wait", "s", "How long calls waited for a target of a pool, of those that had to.");

    public static readonly Counter<long> PoolCreated = Meter.CreateCounter<long>(
        "ambassador.pool.created", "{target}", "Targets that pools have made.");

    public static readonly Counter<long> PoolDiscarded = Meter.CreateCounter<long>(
        "ambassador.pool.discarded", "{target}", "Targets that pools have disposed.");

    /// <summary>The activity of the call under way, if it is one of ours and records events.</summary>
    public static Activity? CurrentActivity => Activity.Current is { IsAllDataRequested: true } activity && activity.Source == Source ? activity : null;

    /// <summary>The tags that tell one interface and service key from another.</summary>
    public static TagList TagsOf(string interfaceName, object? serviceKey)
    {
        TagList tags = new() { { InterfaceTag, interfaceName } };
        if (serviceKey is not null)
            tags.Add(ServiceKeyTag, serviceKey.ToString());

        return tags;
    }
}
