namespace Ambassador.Health;

/// <summary>
/// When a target is ejected, and for how long. Immutable. Settings and defaults are those of Envoy's outlier detection
/// (<c>config.cluster.v3.OutlierDetection</c>, as read by <c>source/common/upstream/outlier_detection_impl.cc</c>).
/// </summary>
internal sealed record EjectionRules
{
    /// <summary>How many failures in a row eject; 0 is never. The default is 5.</summary>
    public int ConsecutiveFailures { get; init; } = 5;

    /// <summary>In how many of a hundred cases failures in a row eject, from 0 to 100, the default. The others are only told.</summary>
    public int EnforcingConsecutiveFailures { get; init; } = 100;

    /// <summary>Whether attempts without an answer (Envoy's local origin) are counted apart. By default they are failures like any other.</summary>
    public bool SplitUnanswered { get; init; }

    /// <summary>With <see cref="SplitUnanswered"/>, how many attempts in a row without an answer eject; 0 is never. The default is 5.</summary>
    public int ConsecutiveUnanswered { get; init; } = 5;

    /// <summary>In how many of a hundred cases attempts in a row without an answer eject, from 0 to 100, the default.</summary>
    public int EnforcingConsecutiveUnanswered { get; init; } = 100;

    /// <summary>How many standard deviations below the mean of all a success rate must be to eject. The default is 1.9.</summary>
    public double SuccessRateStdevFactor { get; init; } = 1.9;

    /// <summary>How many targets must have <see cref="SuccessRateRequestVolume"/> for success rates to be compared. The default is 5.</summary>
    public int SuccessRateMinimumTargets { get; init; } = 5;

    /// <summary>How many attempts a target must have had in an interval for its success rate to count. The default is 100.</summary>
    public int SuccessRateRequestVolume { get; init; } = 100;

    /// <summary>In how many of a hundred cases success rates eject, from 0 to 100, the default.</summary>
    public int EnforcingSuccessRate { get; init; } = 100;

    /// <summary>The same for the rate at which attempts get an answer. The default is 100.</summary>
    public int EnforcingSuccessRateUnanswered { get; init; } = 100;

    /// <summary>What percentage of failures ejects, from 0 to 100. The default is 85.</summary>
    public double FailurePercentageThreshold { get; init; } = 85;

    /// <summary>How many targets must have <see cref="FailurePercentageRequestVolume"/> for percentages to eject. The default is 5.</summary>
    public int FailurePercentageMinimumTargets { get; init; } = 5;

    /// <summary>How many attempts a target must have had in an interval for its percentage to count. The default is 50.</summary>
    public int FailurePercentageRequestVolume { get; init; } = 50;

    /// <summary>In how many of a hundred cases percentages eject, from 0, the default, to 100.</summary>
    public int EnforcingFailurePercentage { get; init; }

    /// <summary>The same for the percentage of attempts without an answer. The default is 0.</summary>
    public int EnforcingFailurePercentageUnanswered { get; init; }

    /// <summary>How often rates are compared, and ejected targets looked at. At least 1 ms; the default is 10 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a target's first ejection lasts; each one soon after another lasts as long again. Above 0; the default is 30 s.</summary>
    public TimeSpan BaseEjectionTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest ejection, but for jitter. The default is 300 s, or <see cref="BaseEjectionTime"/> where that is longer.</summary>
    public TimeSpan MaxEjectionTime { get => field == default ? Longer(TimeSpan.FromSeconds(300), BaseEjectionTime) : field; init; }

    /// <summary>The most that chance adds to an ejection, in whole milliseconds. The default is 0.</summary>
    public TimeSpan MaxEjectionTimeJitter { get; init; }

    /// <summary>How many percent of the targets may be ejected at once, from 0 to 100. The default is 10.</summary>
    public int MaxEjectionPercent { get; init; } = 10;

    /// <summary>Whether one target may be ejected whatever <see cref="MaxEjectionPercent"/> says. By default not.</summary>
    public bool AlwaysEjectOne { get; init; }

    /// <summary>Whether a target that passes an active check comes back at once. By default it does.</summary>
    public bool ReturnOnPassedCheck { get; init; } = true;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
