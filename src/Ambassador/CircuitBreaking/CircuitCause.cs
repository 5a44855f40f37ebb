namespace Ambassador;

/// <summary>Why a circuit has changed its state.</summary>
public enum CircuitCause
{
    /// <summary>A failure or a slow attempt met a ratio of failures at or above <see cref="PolicyAttribute.Breaker"/>.</summary>
    FailureRatio = 0,

    /// <summary>As many attempts in a row failed as <see cref="PolicyAttribute.BreakerConsecutiveFailures"/> says.</summary>
    ConsecutiveFailures = 1,

    /// <summary>A failure or a slow attempt met a ratio of slow attempts at or above <see cref="PolicyAttribute.BreakerSlowRatio"/>.</summary>
    SlowRatio = 2,

    /// <summary>The break was over and a call came.</summary>
    BreakEnded = 3,

    /// <summary>A probe failed.</summary>
    ProbeFailed = 4,

    /// <summary>A probe succeeded, but was slow.</summary>
    ProbeSlow = 5,

    /// <summary>As many probes succeeded as <see cref="PolicyAttribute.BreakerRequiredSuccesses"/> says.</summary>
    ProbesSucceeded = 6,

    /// <summary>Somebody isolated or closed it by hand.</summary>
    Manual = 7,
}
