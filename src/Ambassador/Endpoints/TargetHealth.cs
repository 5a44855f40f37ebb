namespace Ambassador.Targets;

/// <summary>What active checks have found a target to be.</summary>
public enum TargetHealth
{
    /// <summary>It answers as it should, or nobody has checked.</summary>
    Healthy = 0,

    /// <summary>It answers, but says itself that it would rather not: it gets calls when the healthy ones are too few.</summary>
    Degraded = 1,

    /// <summary>It does not answer.</summary>
    Unhealthy = 2,
}
