namespace Ambassador;

/// <content>What concerns the targets of an interface. It holds for the interface as a whole, and not for a method.</content>
public sealed partial record PolicySettings
{
    /// <inheritdoc cref="BalanceAttribute.Algorithm"/>
    public BalancingAlgorithm? Balance { get => (BalancingAlgorithm?)_values.Number(PolicyRules.Balance); init => _values = _values.With(PolicyRules.Balance, (double?)value); }

    /// <inheritdoc cref="BalanceAttribute.DecayMs"/>
    public int? BalanceDecayMs { get => (int?)_values.Number(PolicyRules.BalanceDecayMs); init => _values = _values.With(PolicyRules.BalanceDecayMs, value); }

    /// <inheritdoc cref="BalanceAttribute.DefaultRttMs"/>
    public int? BalanceDefaultRttMs { get => (int?)_values.Number(PolicyRules.BalanceDefaultRttMs); init => _values = _values.With(PolicyRules.BalanceDefaultRttMs, value); }

    /// <inheritdoc cref="BalanceAttribute.MinRingSize"/>
    public int? BalanceMinRingSize { get => (int?)_values.Number(PolicyRules.BalanceMinRingSize); init => _values = _values.With(PolicyRules.BalanceMinRingSize, value); }

    /// <inheritdoc cref="BalanceAttribute.MaxRingSize"/>
    public int? BalanceMaxRingSize { get => (int?)_values.Number(PolicyRules.BalanceMaxRingSize); init => _values = _values.With(PolicyRules.BalanceMaxRingSize, value); }

    /// <inheritdoc cref="BalanceAttribute.TableSize"/>
    public int? BalanceTableSize { get => (int?)_values.Number(PolicyRules.BalanceTableSize); init => _values = _values.With(PolicyRules.BalanceTableSize, value); }

    /// <inheritdoc cref="BalanceAttribute.LoadFactor"/>
    public double? BalanceLoadFactor { get => _values.Number(PolicyRules.BalanceLoadFactor); init => _values = _values.With(PolicyRules.BalanceLoadFactor, value); }

    /// <inheritdoc cref="BalanceAttribute.Zone"/>
    public string? BalanceZone { get => _values.Text(PolicyRules.BalanceZone); init => _values = _values.With(PolicyRules.BalanceZone, value); }

    /// <inheritdoc cref="BalanceAttribute.MinZoneTargets"/>
    public int? BalanceMinZoneTargets { get => (int?)_values.Number(PolicyRules.BalanceMinZoneTargets); init => _values = _values.With(PolicyRules.BalanceMinZoneTargets, value); }

    /// <inheritdoc cref="BalanceAttribute.PanicRatio"/>
    public double? BalancePanicRatio { get => _values.Number(PolicyRules.BalancePanicRatio); init => _values = _values.With(PolicyRules.BalancePanicRatio, value); }

    /// <inheritdoc cref="BalanceAttribute.SlowStartSeconds"/>
    public double? BalanceSlowStartSeconds { get => _values.Number(PolicyRules.BalanceSlowStartSeconds); init => _values = _values.With(PolicyRules.BalanceSlowStartSeconds, value); }

    /// <inheritdoc cref="BalanceAttribute.SlowStartAggression"/>
    public double? BalanceSlowStartAggression { get => _values.Number(PolicyRules.BalanceSlowStartAggression); init => _values = _values.With(PolicyRules.BalanceSlowStartAggression, value); }

    /// <inheritdoc cref="BalanceAttribute.SlowStartMinRatio"/>
    public double? BalanceSlowStartMinRatio { get => _values.Number(PolicyRules.BalanceSlowStartMinRatio); init => _values = _values.With(PolicyRules.BalanceSlowStartMinRatio, value); }

    /// <inheritdoc cref="BalanceAttribute.Subset"/>
    public string? BalanceSubset { get => _values.Text(PolicyRules.BalanceSubset); init => _values = _values.With(PolicyRules.BalanceSubset, value); }

    /// <inheritdoc cref="BalanceAttribute.SubsetFallback"/>
    public bool? BalanceSubsetFallback { get => _values.Flag(PolicyRules.BalanceSubsetFallback); init => _values = _values.With(PolicyRules.BalanceSubsetFallback, value); }

    /// <inheritdoc cref="BalanceAttribute.Split"/>
    public string? BalanceSplit { get => _values.Text(PolicyRules.BalanceSplit); init => _values = _values.With(PolicyRules.BalanceSplit, value); }

    /// <inheritdoc cref="BalanceAttribute.SplitRatio"/>
    public double? BalanceSplitRatio { get => _values.Number(PolicyRules.BalanceSplitRatio); init => _values = _values.With(PolicyRules.BalanceSplitRatio, value); }

    /// <inheritdoc cref="BalanceAttribute.Mirror"/>
    public double? Mirror { get => _values.Number(PolicyRules.Mirror); init => _values = _values.With(PolicyRules.Mirror, value); }

    /// <inheritdoc cref="BalanceAttribute.MirrorTo"/>
    public string? MirrorTo { get => _values.Text(PolicyRules.MirrorTo); init => _values = _values.With(PolicyRules.MirrorTo, value); }

    /// <inheritdoc cref="BalanceAttribute.MirrorMax"/>
    public int? MirrorMax { get => (int?)_values.Number(PolicyRules.MirrorMax); init => _values = _values.With(PolicyRules.MirrorMax, value); }

    /// <summary>Whether there is an <see cref="EjectAttribute"/>; false where there is none.</summary>
    public bool? Eject { get => _values.Flag(PolicyRules.Eject); init => _values = _values.With(PolicyRules.Eject, value); }

    /// <inheritdoc cref="EjectAttribute.ConsecutiveFailures"/>
    public int? EjectConsecutiveFailures { get => (int?)_values.Number(PolicyRules.EjectConsecutiveFailures); init => _values = _values.With(PolicyRules.EjectConsecutiveFailures, value); }

    /// <inheritdoc cref="EjectAttribute.ConsecutiveUnanswered"/>
    public int? EjectConsecutiveUnanswered { get => (int?)_values.Number(PolicyRules.EjectConsecutiveUnanswered); init => _values = _values.With(PolicyRules.EjectConsecutiveUnanswered, value); }

    /// <inheritdoc cref="EjectAttribute.IntervalSeconds"/>
    public double? EjectIntervalSeconds { get => _values.Number(PolicyRules.EjectIntervalSeconds); init => _values = _values.With(PolicyRules.EjectIntervalSeconds, value); }

    /// <inheritdoc cref="EjectAttribute.BaseSeconds"/>
    public double? EjectBaseSeconds { get => _values.Number(PolicyRules.EjectBaseSeconds); init => _values = _values.With(PolicyRules.EjectBaseSeconds, value); }

    /// <inheritdoc cref="EjectAttribute.MaxSeconds"/>
    public double? EjectMaxSeconds { get => _values.Number(PolicyRules.EjectMaxSeconds); init => _values = _values.With(PolicyRules.EjectMaxSeconds, value); }

    /// <inheritdoc cref="EjectAttribute.JitterSeconds"/>
    public double? EjectJitterSeconds { get => _values.Number(PolicyRules.EjectJitterSeconds); init => _values = _values.With(PolicyRules.EjectJitterSeconds, value); }

    /// <inheritdoc cref="EjectAttribute.MaxPercent"/>
    public int? EjectMaxPercent { get => (int?)_values.Number(PolicyRules.EjectMaxPercent); init => _values = _values.With(PolicyRules.EjectMaxPercent, value); }

    /// <inheritdoc cref="EjectAttribute.AtLeastOne"/>
    public bool? EjectAtLeastOne { get => _values.Flag(PolicyRules.EjectAtLeastOne); init => _values = _values.With(PolicyRules.EjectAtLeastOne, value); }

    /// <inheritdoc cref="EjectAttribute.SuccessRateStdev"/>
    public double? EjectSuccessRateStdev { get => _values.Number(PolicyRules.EjectSuccessRateStdev); init => _values = _values.With(PolicyRules.EjectSuccessRateStdev, value); }

    /// <inheritdoc cref="EjectAttribute.SuccessRateMinTargets"/>
    public int? EjectSuccessRateMinTargets { get => (int?)_values.Number(PolicyRules.EjectSuccessRateMinTargets); init => _values = _values.With(PolicyRules.EjectSuccessRateMinTargets, value); }

    /// <inheritdoc cref="EjectAttribute.SuccessRateMinCalls"/>
    public int? EjectSuccessRateMinCalls { get => (int?)_values.Number(PolicyRules.EjectSuccessRateMinCalls); init => _values = _values.With(PolicyRules.EjectSuccessRateMinCalls, value); }

    /// <inheritdoc cref="EjectAttribute.FailurePercent"/>
    public int? EjectFailurePercent { get => (int?)_values.Number(PolicyRules.EjectFailurePercent); init => _values = _values.With(PolicyRules.EjectFailurePercent, value); }

    /// <inheritdoc cref="EjectAttribute.FailurePercentMinTargets"/>
    public int? EjectFailurePercentMinTargets { get => (int?)_values.Number(PolicyRules.EjectFailurePercentMinTargets); init => _values = _values.With(PolicyRules.EjectFailurePercentMinTargets, value); }

    /// <inheritdoc cref="EjectAttribute.FailurePercentMinCalls"/>
    public int? EjectFailurePercentMinCalls { get => (int?)_values.Number(PolicyRules.EjectFailurePercentMinCalls); init => _values = _values.With(PolicyRules.EjectFailurePercentMinCalls, value); }

    /// <summary>Whether targets are checked, where there is something to check them by; true where nobody says otherwise.</summary>
    public bool? HealthCheck { get => _values.Flag(PolicyRules.HealthCheck); init => _values = _values.With(PolicyRules.HealthCheck, value); }

    /// <inheritdoc cref="HealthCheckAttribute.IntervalSeconds"/>
    public double? HealthCheckSeconds { get => _values.Number(PolicyRules.HealthCheckSeconds); init => _values = _values.With(PolicyRules.HealthCheckSeconds, value); }

    /// <inheritdoc cref="HealthCheckAttribute.Jitter"/>
    public double? HealthCheckJitter { get => _values.Number(PolicyRules.HealthCheckJitter); init => _values = _values.With(PolicyRules.HealthCheckJitter, value); }

    /// <inheritdoc cref="HealthCheckAttribute.TimeoutMs"/>
    public int? HealthCheckTimeoutMs { get => (int?)_values.Number(PolicyRules.HealthCheckTimeoutMs); init => _values = _values.With(PolicyRules.HealthCheckTimeoutMs, value); }

    /// <inheritdoc cref="HealthCheckAttribute.HealthyThreshold"/>
    public int? HealthCheckHealthyThreshold { get => (int?)_values.Number(PolicyRules.HealthCheckHealthyThreshold); init => _values = _values.With(PolicyRules.HealthCheckHealthyThreshold, value); }

    /// <inheritdoc cref="HealthCheckAttribute.UnhealthyThreshold"/>
    public int? HealthCheckUnhealthyThreshold { get => (int?)_values.Number(PolicyRules.HealthCheckUnhealthyThreshold); init => _values = _values.With(PolicyRules.HealthCheckUnhealthyThreshold, value); }

    /// <inheritdoc cref="PoolAttribute.Max"/>
    public int? Pool { get => (int?)_values.Number(PolicyRules.Pool); init => _values = _values.With(PolicyRules.Pool, value); }

    /// <inheritdoc cref="PoolAttribute.Min"/>
    public int? PoolMin { get => (int?)_values.Number(PolicyRules.PoolMin); init => _values = _values.With(PolicyRules.PoolMin, value); }

    /// <inheritdoc cref="PoolAttribute.IdleSeconds"/>
    public double? PoolIdleSeconds { get => _values.Number(PolicyRules.PoolIdleSeconds); init => _values = _values.With(PolicyRules.PoolIdleSeconds, value); }

    /// <inheritdoc cref="PoolAttribute.LifetimeSeconds"/>
    public double? PoolLifetimeSeconds { get => _values.Number(PolicyRules.PoolLifetimeSeconds); init => _values = _values.With(PolicyRules.PoolLifetimeSeconds, value); }

    /// <inheritdoc cref="PoolAttribute.LifetimeJitter"/>
    public double? PoolLifetimeJitter { get => _values.Number(PolicyRules.PoolLifetimeJitter); init => _values = _values.With(PolicyRules.PoolLifetimeJitter, value); }

    /// <inheritdoc cref="PoolAttribute.AcquireTimeoutMs"/>
    public int? PoolAcquireTimeoutMs { get => (int?)_values.Number(PolicyRules.PoolAcquireTimeoutMs); init => _values = _values.With(PolicyRules.PoolAcquireTimeoutMs, value); }

    /// <inheritdoc cref="PoolAttribute.Queue"/>
    public int? PoolQueue { get => (int?)_values.Number(PolicyRules.PoolQueue); init => _values = _values.With(PolicyRules.PoolQueue, value); }

    /// <inheritdoc cref="PoolAttribute.CheckSeconds"/>
    public double? PoolCheckSeconds { get => _values.Number(PolicyRules.PoolCheckSeconds); init => _values = _values.With(PolicyRules.PoolCheckSeconds, value); }

    /// <inheritdoc cref="PoolAttribute.CheckTimeoutMs"/>
    public int? PoolCheckTimeoutMs { get => (int?)_values.Number(PolicyRules.PoolCheckTimeoutMs); init => _values = _values.With(PolicyRules.PoolCheckTimeoutMs, value); }
}
