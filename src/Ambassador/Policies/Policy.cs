namespace Ambassador;

/// <summary>What holds for a method right now: every setting resolved, durations in ticks of 100 ns. Immutable; replaced whole on a reload.</summary>
internal sealed class Policy
{
    /// <param name="settings">What is set for the method, complete.</param>
    /// <param name="ofInterface">What of it is set for the interface as a whole.</param>
    public Policy(PolicySettings settings, PolicySettings? ofInterface = null)
    {
        Settings = settings;
        SharedSettings = ofInterface?.Over(settings) ?? settings;
        Failures = new FailureRules(settings);
        RetryBudget = Failures.MayRetry ? settings.Value(PolicyRules.RetryBudget) : 0;
        RetryBudgetTimeToLive = Seconds(PolicyRules.RetryBudgetTtlSeconds);
        RetryReserve = settings.Value(PolicyRules.RetryBudgetMinPerSecond) * settings.Value(PolicyRules.RetryBudgetTtlSeconds);
        Timeout = Milliseconds(PolicyRules.TimeoutMs);
        TotalTimeout = Milliseconds(PolicyRules.TotalTimeoutMs);
        PropagatesDeadline = TotalTimeout > 0 && Flag(PolicyRules.PropagateDeadline);
        CacheDuration = Seconds(PolicyRules.CacheSeconds);
        CacheMaxEntries = (int)settings.Value(PolicyRules.CacheMaxEntries);
        Circuit = new CircuitSettings(settings);
        CircuitGroup = settings.BreakerGroup is { Length: > 0 } group ? group : null;
        CircuitScope = (PolicyScope)settings.Value(PolicyRules.BreakerScope);
        BreaksByTarget = Flag(PolicyRules.BreakerPerTarget);
        SlowCall = Milliseconds(PolicyRules.BreakerSlowCallMs);

        Breaks = Circuit.FailureRatio > 0 || Circuit.ConsecutiveFailures > 0 || SlowCall > 0;
        Hedges = Flag(PolicyRules.Idempotent) ? (int)settings.Value(PolicyRules.Hedge) : 0;
        HedgeDelay = TimeSpan.FromMilliseconds(settings.Value(PolicyRules.HedgeAfterMs));
        TimesOut = Timeout > 0 || TotalTimeout > 0;
        Resilient = Failures.MayRetry || Breaks || TimesOut;
        Caches = CacheDuration > 0;
        Limits = Flag(PolicyRules.RateLimit) || Flag(PolicyRules.Bulkhead) || Flag(PolicyRules.AdaptiveConcurrency);

        long Milliseconds(PolicyRule rule) => (long)(settings.Value(rule) * TimeSpan.TicksPerMillisecond);

        long Seconds(PolicyRule rule) => (long)(settings.Value(rule) * TimeSpan.TicksPerSecond);

        bool Flag(PolicyRule rule) => settings.Value(rule) != 0;
    }

    /// <summary>What it was made of, for stages that have settings of their own.</summary>
    public PolicySettings Settings { get; }

    /// <summary>
    /// What holds for what the method shares with the interface's others: what is said of the interface wins, so that it does not matter which
    /// method says otherwise.
    /// </summary>
    public PolicySettings SharedSettings { get; }

    /// <summary>What holds for a failure, by its type.</summary>
    public FailureRules Failures { get; }

    /// <summary>How many retries each call earns; 0 where retries are not limited.</summary>
    public double RetryBudget { get; }

    public long RetryBudgetTimeToLive { get; }

    /// <summary>How many retries there may be within that time whatever the number of calls.</summary>
    public double RetryReserve { get; }

    public long Timeout { get; }

    public long TotalTimeout { get; }

    /// <summary>Whether ambassadors inside the call end with it.</summary>
    public bool PropagatesDeadline { get; }

    public long CacheDuration { get; }

    public int CacheMaxEntries { get; }

    /// <summary>What the method's circuit goes by, unless it shares one that goes by another method's.</summary>
    public CircuitSettings Circuit { get; }

    /// <summary>The group whose circuit it shares, or null; before <see cref="CircuitScope"/>.</summary>
    public string? CircuitGroup { get; }

    public PolicyScope CircuitScope { get; }

    /// <summary>Whether each target has a circuit of its own, where there are several.</summary>
    public bool BreaksByTarget { get; }

    /// <summary>From how long on an attempt is slow; 0 where none is.</summary>
    public long SlowCall { get; }

    /// <summary>How many attempts may run beside the first; 0 where none may.</summary>
    public int Hedges { get; }

    /// <summary>After how long without an answer the next of them starts.</summary>
    public TimeSpan HedgeDelay { get; }

    /// <summary>Whether there is a circuit.</summary>
    public bool Breaks { get; }

    /// <summary>Whether an attempt or the call is timed.</summary>
    public bool TimesOut { get; }

    /// <summary>Whether a call needs more than to be passed on: it is retried, timed or guarded by a circuit.</summary>
    public bool Resilient { get; }

    /// <summary>Whether results are kept.</summary>
    public bool Caches { get; }

    /// <summary>Whether calls may be refused, or have to wait, before anything is done about them.</summary>
    public bool Limits { get; }

    /// <summary>What of it holds around the races of a hedged call.</summary>
    public Policy OfRaces() => new(Settings.With(PolicyRules.TimeoutMs, 0));

    /// <summary>What of it holds for a hedged attempt, which is not retried whatever it fails with.</summary>
    public Policy OfHedgedAttempt()
    {
        var never = new PolicySettings { Retry = 0 };
        return new(Settings.Failures.ByType.Keys.Aggregate(never.Over(Settings), (settings, type) => settings.On(type, never)));
    }
}
