namespace Ambassador;

/// <summary>
/// The settings that one source (an attribute, a configuration section, a line of code) gives for an interface or a method.
/// A property that is null was not set there. Immutable and safe to share between threads.
/// </summary>
/// <remarks>Meaning, units, ranges and defaults are those of <see cref="PolicyAttribute"/>'s properties of the same names.</remarks>
public sealed record PolicySettings
{
    /// <inheritdoc cref="PolicyAttribute.Retry"/>
    public int? Retry { get; init; }

    /// <inheritdoc cref="PolicyAttribute.RetryDelayMs"/>
    public int? RetryDelayMs { get; init; }

    /// <inheritdoc cref="PolicyAttribute.TimeoutMs"/>
    public int? TimeoutMs { get; init; }

    /// <inheritdoc cref="PolicyAttribute.TotalTimeoutMs"/>
    public int? TotalTimeoutMs { get; init; }

    /// <inheritdoc cref="PolicyAttribute.CacheSeconds"/>
    public double? CacheSeconds { get; init; }

    /// <inheritdoc cref="PolicyAttribute.CacheMaxEntries"/>
    public int? CacheMaxEntries { get; init; }

    /// <inheritdoc cref="PolicyAttribute.Breaker"/>
    public double? Breaker { get; init; }

    /// <inheritdoc cref="PolicyAttribute.BreakerMinimumThroughput"/>
    public int? BreakerMinimumThroughput { get; init; }

    /// <inheritdoc cref="PolicyAttribute.BreakerSamplingSeconds"/>
    public double? BreakerSamplingSeconds { get; init; }

    /// <inheritdoc cref="PolicyAttribute.BreakerBreakSeconds"/>
    public double? BreakerBreakSeconds { get; init; }

    /// <summary>Nothing set.</summary>
    internal static PolicySettings None { get; } = new();

    /// <summary>These settings, and where one is not set, the one of <paramref name="fallback"/>.</summary>
    internal PolicySettings Over(PolicySettings fallback) => new()
    {
        Retry = Retry ?? fallback.Retry,
        RetryDelayMs = RetryDelayMs ?? fallback.RetryDelayMs,
        TimeoutMs = TimeoutMs ?? fallback.TimeoutMs,
        TotalTimeoutMs = TotalTimeoutMs ?? fallback.TotalTimeoutMs,
        CacheSeconds = CacheSeconds ?? fallback.CacheSeconds,
        CacheMaxEntries = CacheMaxEntries ?? fallback.CacheMaxEntries,
        Breaker = Breaker ?? fallback.Breaker,
        BreakerMinimumThroughput = BreakerMinimumThroughput ?? fallback.BreakerMinimumThroughput,
        BreakerSamplingSeconds = BreakerSamplingSeconds ?? fallback.BreakerSamplingSeconds,
        BreakerBreakSeconds = BreakerBreakSeconds ?? fallback.BreakerBreakSeconds,
    };

    /// <summary>These settings with one more, named as in <see cref="PolicyRules"/>; the value has been checked against its rule.</summary>
    internal PolicySettings With(string name, double value) => name switch
    {
        nameof(Retry) => this with { Retry = (int)value },
        nameof(RetryDelayMs) => this with { RetryDelayMs = (int)value },
        nameof(TimeoutMs) => this with { TimeoutMs = (int)value },
        nameof(TotalTimeoutMs) => this with { TotalTimeoutMs = (int)value },
        nameof(CacheSeconds) => this with { CacheSeconds = value },
        nameof(CacheMaxEntries) => this with { CacheMaxEntries = (int)value },
        nameof(Breaker) => this with { Breaker = value },
        nameof(BreakerMinimumThroughput) => this with { BreakerMinimumThroughput = (int)value },
        nameof(BreakerSamplingSeconds) => this with { BreakerSamplingSeconds = value },
        nameof(BreakerBreakSeconds) => this with { BreakerBreakSeconds = value },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such setting."),
    };

    /// <summary>The value of one setting, named as in <see cref="PolicyRules"/>.</summary>
    internal double? Get(string name) => name switch
    {
        nameof(Retry) => Retry,
        nameof(RetryDelayMs) => RetryDelayMs,
        nameof(TimeoutMs) => TimeoutMs,
        nameof(TotalTimeoutMs) => TotalTimeoutMs,
        nameof(CacheSeconds) => CacheSeconds,
        nameof(CacheMaxEntries) => CacheMaxEntries,
        nameof(Breaker) => Breaker,
        nameof(BreakerMinimumThroughput) => BreakerMinimumThroughput,
        nameof(BreakerSamplingSeconds) => BreakerSamplingSeconds,
        nameof(BreakerBreakSeconds) => BreakerBreakSeconds,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such setting."),
    };
}
