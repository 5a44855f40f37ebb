namespace Ambassador;

/// <summary>What holds for a method right now: every setting resolved, durations in ticks of 100 ns. Immutable; replaced whole on a reload.</summary>
internal sealed class Policy
{
    public Policy(PolicySettings settings)
    {
        Retry = settings.Retry ?? 0;
        RetryDelay = TimeSpan.FromMilliseconds(settings.RetryDelayMs ?? PolicyRules.DefaultRetryDelayMs);
        Timeout = (settings.TimeoutMs ?? 0) * TimeSpan.TicksPerMillisecond;
        TotalTimeout = (settings.TotalTimeoutMs ?? 0) * TimeSpan.TicksPerMillisecond;
        CacheDuration = Ticks(settings.CacheSeconds ?? 0);
        CacheMaxEntries = settings.CacheMaxEntries ?? PolicyRules.DefaultCacheMaxEntries;
        FailureRatio = settings.Breaker ?? 0;
        MinimumThroughput = settings.BreakerMinimumThroughput ?? PolicyRules.DefaultBreakerMinimumThroughput;
        SamplingDuration = Ticks(settings.BreakerSamplingSeconds ?? PolicyRules.DefaultBreakerSamplingSeconds);
        BreakDuration = Ticks(settings.BreakerBreakSeconds ?? PolicyRules.DefaultBreakerBreakSeconds);

        Breaks = FailureRatio > 0;
        TimesOut = Timeout > 0 || TotalTimeout > 0;
        Resilient = Retry > 0 || Breaks || TimesOut;
        Caches = CacheDuration > 0;
    }

    public int Retry { get; }

    public TimeSpan RetryDelay { get; }

    public long Timeout { get; }

    public long TotalTimeout { get; }

    public long CacheDuration { get; }

    public int CacheMaxEntries { get; }

    public double FailureRatio { get; }

    public int MinimumThroughput { get; }

    public long SamplingDuration { get; }

    public long BreakDuration { get; }

    /// <summary>Whether there is a circuit.</summary>
    public bool Breaks { get; }

    /// <summary>Whether an attempt or the call is timed.</summary>
    public bool TimesOut { get; }

    /// <summary>Whether a call needs more than to be passed on: it is retried, timed or guarded by a circuit.</summary>
    public bool Resilient { get; }

    /// <summary>Whether results are kept.</summary>
    public bool Caches { get; }

    private static long Ticks(double seconds) => (long)(seconds * TimeSpan.TicksPerSecond);
}
