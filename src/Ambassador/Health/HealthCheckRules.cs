using Ambassador.Targets;

namespace Ambassador.Health;

/// <summary>
/// When targets are checked, and what becomes of them. Immutable. The terms are Envoy's (<c>config.core.v3.HealthCheck</c>), which has no
/// defaults for times and thresholds; these are those of Kubernetes' probes.
/// </summary>
internal sealed record HealthCheckRules
{
    /// <summary>How long after the end of a check the next of that target begins. At least 1 ms; the default is 10 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same as long as no target has had a call. The default is 60 s, as Envoy's.</summary>
    public TimeSpan NoTrafficInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How much chance may add to an interval, as a part of it; from 0 to 1. The default is 0.1. It keeps checks from falling into step.</summary>
    public double Jitter { get; init; } = 0.1;

    /// <summary>How long a check may take. Above 0; the default is 1 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many checks in a row a target must fail to be unhealthy. At least 1; the default is 3. The first check of a target decides at once.</summary>
    public int UnhealthyThreshold { get; init; } = 3;

    /// <summary>How many checks in a row an unhealthy target must pass. At least 1, the default. The first check of a target decides at once.</summary>
    public int HealthyThreshold { get; init; } = 1;

    /// <summary>What a target is taken for until its first check has ended. The default is unhealthy, as in Envoy.</summary>
    public TargetHealth InitialHealth { get; init; } = TargetHealth.Unhealthy;
}
