namespace Ambassador;

/// <summary>
/// What each setting is called, what it may be and what it is when nobody sets it. The generator's project compiles this
/// same file, so that the build, the start of the host and a reload judge a value alike.
/// </summary>
internal static class PolicyRules
{
    public const int DefaultRetryDelayMs = 200;
    public const int DefaultCacheMaxEntries = 1_000;
    public const int DefaultBreakerMinimumThroughput = 10;
    public const double DefaultBreakerSamplingSeconds = 30;
    public const double DefaultBreakerBreakSeconds = 5;

    private const int Day = 86_400;

    /// <summary>Every setting there is, in the order of the attribute's properties.</summary>
    public static readonly PolicyRule[] All =
    [
        PolicyRule.Whole("Retry", 0, 1_000, 0),
        PolicyRule.Whole("RetryDelayMs", 0, 30_000, DefaultRetryDelayMs),
        PolicyRule.Whole("TimeoutMs", 0, Day * 1_000, 0),
        PolicyRule.Whole("TotalTimeoutMs", 0, Day * 1_000, 0),
        PolicyRule.Real("CacheSeconds", 0, 365 * Day, 0),
        PolicyRule.Whole("CacheMaxEntries", 3, 10_000_000, DefaultCacheMaxEntries),
        PolicyRule.Real("Breaker", 0, 1, 0),
        PolicyRule.Whole("BreakerMinimumThroughput", 1, 1_000_000, DefaultBreakerMinimumThroughput),
        PolicyRule.Real("BreakerSamplingSeconds", 0.01, Day, DefaultBreakerSamplingSeconds),
        PolicyRule.Real("BreakerBreakSeconds", 0.01, Day, DefaultBreakerBreakSeconds),
    ];

    /// <summary>The rule of one setting, or null where there is none of that name. Names are compared as configuration compares its keys.</summary>
    public static PolicyRule? Find(string name)
    {
        foreach (var rule in All)
        {
            if (string.Equals(rule.Name, name, System.StringComparison.OrdinalIgnoreCase))
                return rule;
        }

        return null;
    }
}
