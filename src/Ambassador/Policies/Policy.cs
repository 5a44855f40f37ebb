namespace Ambassador;

/// <summary>What holds for a method right now: every setting resolved, durations in ticks of 100 ns. Immutable; replaced whole on a reload.</summary>
internal sealed class Policy
{
    public Policy(PolicySettings settings)
    {
        Settings = settings;
        Failures = new FailureRules(settings);
        Timeout = Milliseconds(PolicyRules.TimeoutMs);
        TotalTimeout = Milliseconds(PolicyRules.TotalTimeoutMs);
        PropagatesDeadline = TotalTimeout > 0 && Flag(PolicyRules.PropagateDeadline);
        CacheDuration = Seconds(PolicyRules.CacheSeconds);
        CacheMaxEntries = (int)settings.Value(PolicyRules.CacheMaxEntries);
        FailureRatio = settings.Value(PolicyRules.Breaker);
        MinimumThroughput = (int)settings.Value(PolicyRules.BreakerMinimumThroughput);
        SamplingDuration = Seconds(PolicyRules.BreakerSamplingSeconds);
        BreakDuration = Seconds(PolicyRules.BreakerBreakSeconds);

        Hedges = Flag(PolicyRules.Idempotent) ? (int)settings.Value(PolicyRules.Hedge) : 0;
        HedgeDelay = TimeSpan.FromMilliseconds(settings.Value(PolicyRules.HedgeAfterMs));

        Breaks = FailureRatio > 0;
        TimesOut = Timeout > 0 || TotalTimeout > 0;
        Resilient = Failures.MayRetry || Breaks || TimesOut;
        Caches = CacheDuration > 0;

        long Milliseconds(PolicyRule rule) => (long)(settings.Value(rule) * TimeSpan.TicksPerMillisecond);

        long Seconds(PolicyRule rule) => (long)(settings.Value(rule) * TimeSpan.TicksPerSecond);

        bool Flag(PolicyRule rule) => settings.Value(rule) != 0;
    }

    /// <summary>What it was made of, for stages that have settings of their own.</summary>
    public PolicySettings Settings { get; }

    /// <summary>What holds for a failure, by its type.</summary>
    public FailureRules Failures { get; }

    public long Timeout { get; }

    public long TotalTimeout { get; }

    /// <summary>Whether ambassadors inside the call end with it.</summary>
    public bool PropagatesDeadline { get; }

    public long CacheDuration { get; }

    public int CacheMaxEntries { get; }

    public double FailureRatio { get; }

    public int MinimumThroughput { get; }

    public long SamplingDuration { get; }

    public long BreakDuration { get; }

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

    /// <summary>What of it holds around the races of a hedged call.</summary>
    public Policy OfRaces() => new(Settings.With(PolicyRules.TimeoutMs, 0));

    /// <summary>What of it holds for a hedged attempt, which is not retried whatever it fails with.</summary>
    public Policy OfHedgedAttempt()
    {
        var never = new PolicySettings { Retry = 0 };
        return new(Settings.Failures.ByType.Keys.Aggregate(never.Over(Settings), (settings, type) => settings.On(type, never)));
    }
}
