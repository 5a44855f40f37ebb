using Ambassador.Balancing;
using Ambassador.Health;
using Ambassador.Pooling;

namespace Ambassador.Clusters;

/// <summary>What the settings of an interface amount to for its targets.</summary>
internal static class ClusterRules
{
    public static BalancingRules Balancing(PolicySettings settings) => new()
    {
        Algorithm = (BalancingAlgorithm)settings.Value(PolicyRules.Balance),
        EwmaDecay = Milliseconds(settings, PolicyRules.BalanceDecayMs),
        EwmaDefault = Milliseconds(settings, PolicyRules.BalanceDefaultRttMs),
        MinRingSize = Whole(settings, PolicyRules.BalanceMinRingSize),
        MaxRingSize = Whole(settings, PolicyRules.BalanceMaxRingSize),
        MaglevTableSize = Whole(settings, PolicyRules.BalanceTableSize),
        BoundedLoad = settings.Value(PolicyRules.BalanceLoadFactor),
        PanicThreshold = settings.Value(PolicyRules.BalancePanicRatio),
        Zone = settings.BalanceZone,
        ZoneMinTargets = Whole(settings, PolicyRules.BalanceMinZoneTargets),
        Subset = Labels(settings.BalanceSubset),
        SubsetFallback = Flag(settings, PolicyRules.BalanceSubsetFallback) ? SubsetFallback.Any : SubsetFallback.None,
        Split = Labels(settings.BalanceSplit) is { } canary && settings.Value(PolicyRules.BalanceSplitRatio) is > 0 and var share
            ? [new TrafficShare(canary, share)]
            : [],
        SlowStart = Seconds(settings, PolicyRules.BalanceSlowStartSeconds),
        SlowStartAggression = settings.Value(PolicyRules.BalanceSlowStartAggression),
        SlowStartMinimum = settings.Value(PolicyRules.BalanceSlowStartMinRatio),
    };

    /// <summary>Who gets copies of calls, and nothing else; null for nobody.</summary>
    public static LabelSelector? MirrorTo(PolicySettings settings) => Labels(settings.MirrorTo);

    /// <summary>When targets are ejected; null where they are not.</summary>
    public static EjectionRules? Ejection(PolicySettings settings) => !Flag(settings, PolicyRules.Eject) ? null : new()
    {
        ConsecutiveFailures = Whole(settings, PolicyRules.EjectConsecutiveFailures),
        SplitUnanswered = Whole(settings, PolicyRules.EjectConsecutiveUnanswered) > 0,
        ConsecutiveUnanswered = Whole(settings, PolicyRules.EjectConsecutiveUnanswered),
        SuccessRateStdevFactor = settings.Value(PolicyRules.EjectSuccessRateStdev),
        SuccessRateMinimumTargets = Whole(settings, PolicyRules.EjectSuccessRateMinTargets),
        SuccessRateRequestVolume = Whole(settings, PolicyRules.EjectSuccessRateMinCalls),
        EnforcingSuccessRate = settings.Value(PolicyRules.EjectSuccessRateStdev) > 0 ? 100 : 0,
        EnforcingSuccessRateUnanswered = settings.Value(PolicyRules.EjectSuccessRateStdev) > 0 ? 100 : 0,
        FailurePercentageThreshold = settings.Value(PolicyRules.EjectFailurePercent),
        FailurePercentageMinimumTargets = Whole(settings, PolicyRules.EjectFailurePercentMinTargets),
        FailurePercentageRequestVolume = Whole(settings, PolicyRules.EjectFailurePercentMinCalls),
        EnforcingFailurePercentage = settings.Value(PolicyRules.EjectFailurePercent) > 0 ? 100 : 0,
        EnforcingFailurePercentageUnanswered = settings.Value(PolicyRules.EjectFailurePercent) > 0 ? 100 : 0,
        Interval = Seconds(settings, PolicyRules.EjectIntervalSeconds),
        BaseEjectionTime = Seconds(settings, PolicyRules.EjectBaseSeconds),
        MaxEjectionTime = TimeSpan.FromSeconds(Math.Max(settings.Value(PolicyRules.EjectMaxSeconds), settings.Value(PolicyRules.EjectBaseSeconds))),
        MaxEjectionTimeJitter = Seconds(settings, PolicyRules.EjectJitterSeconds),
        MaxEjectionPercent = Whole(settings, PolicyRules.EjectMaxPercent),
        AlwaysEjectOne = Flag(settings, PolicyRules.EjectAtLeastOne),
    };

    /// <summary>How targets are checked; null where they are not.</summary>
    public static HealthCheckRules? HealthChecks(PolicySettings settings) => !Flag(settings, PolicyRules.HealthCheck) ? null : new()
    {
        Interval = Seconds(settings, PolicyRules.HealthCheckSeconds),
        Jitter = settings.Value(PolicyRules.HealthCheckJitter),
        Timeout = Milliseconds(settings, PolicyRules.HealthCheckTimeoutMs),
        HealthyThreshold = Whole(settings, PolicyRules.HealthCheckHealthyThreshold),
        UnhealthyThreshold = Whole(settings, PolicyRules.HealthCheckUnhealthyThreshold),
    };

    /// <summary>What the pools at targets go by that have one.</summary>
    public static PoolRules Pool(PolicySettings settings) => new()
    {
        Min = Whole(settings, PolicyRules.PoolMin),
        Max = MaxOf(settings),
        Queue = Whole(settings, PolicyRules.PoolQueue),
        AcquireTimeout = Milliseconds(settings, PolicyRules.PoolAcquireTimeoutMs),
        IdleTime = Seconds(settings, PolicyRules.PoolIdleSeconds),
        Lifetime = Seconds(settings, PolicyRules.PoolLifetimeSeconds),
        LifetimeJitter = settings.Value(PolicyRules.PoolLifetimeJitter),
        CheckInterval = Seconds(settings, PolicyRules.PoolCheckSeconds),
        CheckTimeout = Milliseconds(settings, PolicyRules.PoolCheckTimeoutMs),
    };

    /// <summary>What is wrong with settings that are in their ranges each, in words.</summary>
    public static IEnumerable<string> Problems(PolicySettings settings)
    {
        foreach (var contradiction in settings.Contradictions(ofTargets: true))
            yield return contradiction;

        if (!Primes.Contains(Whole(settings, PolicyRules.BalanceTableSize)))
            yield return $"BalanceTableSize is {Whole(settings, PolicyRules.BalanceTableSize)}, but must be a prime number.";

        foreach (var rule in PolicyRules.All)
        {
            if (rule.IsLabels && settings.Text(rule) is { } text && !rule.Allows(text))
                yield return $"{rule.Name} is '{text}', but must be {rule.Range}.";
        }
    }

    // Code that makes instances for a pool wants one, whether there is an attribute or not.
    private static int MaxOf(PolicySettings settings) => Whole(settings, PolicyRules.Pool) is > 0 and var most ? most : new PoolRules().Max;

    // "version=v2, stage=prod"
    private static LabelSelector? Labels(string? text) => text is not null && LabelSyntax.Parse(text) is { Count: > 0 } labels ? new(labels) : null;

    private static int Whole(PolicySettings settings, PolicyRule rule) => (int)settings.Value(rule);

    private static bool Flag(PolicySettings settings, PolicyRule rule) => settings.Value(rule) != 0;

    private static TimeSpan Milliseconds(PolicySettings settings, PolicyRule rule) => TimeSpan.FromMilliseconds(settings.Value(rule));

    private static TimeSpan Seconds(PolicySettings settings, PolicyRule rule) => TimeSpan.FromSeconds(settings.Value(rule));
}
