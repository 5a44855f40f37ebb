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
        Split = Labels(settings.BalanceSplit) is { } canary && settings.Value(PolicyRules.BalanceSplitRatio) is > 0 and var share
            ? [new TrafficShare(canary, share)]
            : [],
        SlowStart = Seconds(settings, PolicyRules.BalanceSlowStartSeconds),
        SlowStartAggression = settings.Value(PolicyRules.BalanceSlowStartAggression),
        SlowStartMinimum = settings.Value(PolicyRules.BalanceSlowStartMinRatio),
    };

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

    /// <summary>What the pool at a target goes by; null where there is none.</summary>
    public static PoolRules? Pool(PolicySettings settings) => Whole(settings, PolicyRules.Pool) is not (> 0 and var most) ? null : new()
    {
        Min = Math.Min(Whole(settings, PolicyRules.PoolMin), most),
        Max = most,
        Queue = Whole(settings, PolicyRules.PoolQueue),
        AcquireTimeout = Milliseconds(settings, PolicyRules.PoolAcquireTimeoutMs),
        IdleTime = Seconds(settings, PolicyRules.PoolIdleSeconds),
        Lifetime = Seconds(settings, PolicyRules.PoolLifetimeSeconds),
        LifetimeJitter = settings.Value(PolicyRules.PoolLifetimeJitter),
        CheckInterval = Seconds(settings, PolicyRules.PoolCheckSeconds),
        CheckTimeout = Milliseconds(settings, PolicyRules.PoolCheckTimeoutMs),
    };

    // "version=v2, stage=prod"
    private static LabelSelector? Labels(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var labels = new Dictionary<string, string>();
        foreach (var label in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = label.Split('=', 2, StringSplitOptions.TrimEntries);
            labels[parts[0]] = parts.Length > 1 ? parts[1] : "";
        }

        return new(labels);
    }

    private static int Whole(PolicySettings settings, PolicyRule rule) => (int)settings.Value(rule);

    private static bool Flag(PolicySettings settings, PolicyRule rule) => settings.Value(rule) != 0;

    private static TimeSpan Milliseconds(PolicySettings settings, PolicyRule rule) => TimeSpan.FromMilliseconds(settings.Value(rule));

    private static TimeSpan Seconds(PolicySettings settings, PolicyRule rule) => TimeSpan.FromSeconds(settings.Value(rule));
}
