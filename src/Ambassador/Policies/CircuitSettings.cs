namespace Ambassador;

/// <summary>When a circuit opens, for how long, and what closes it; durations in ticks. Immutable, compared by value.</summary>
internal sealed record CircuitSettings
{
    /// <param name="settings">The settings that it comes from, complete.</param>
    public CircuitSettings(PolicySettings settings)
    {
        FailureRatio = settings.Value(PolicyRules.Breaker);
        ConsecutiveFailures = (int)settings.Value(PolicyRules.BreakerConsecutiveFailures);
        SlowRatio = settings.Value(PolicyRules.BreakerSlowRatio);
        MinimumThroughput = (int)settings.Value(PolicyRules.BreakerMinimumThroughput);
        SamplingDuration = Seconds(PolicyRules.BreakerSamplingSeconds);
        BreakDuration = Seconds(PolicyRules.BreakerBreakSeconds);
        MaxBreakDuration = Math.Max(BreakDuration, Seconds(PolicyRules.BreakerMaxBreakSeconds));
        BreakJitter = settings.Value(PolicyRules.BreakerBreakJitter);
        Probes = (int)settings.Value(PolicyRules.BreakerProbes);
        RequiredSuccesses = (int)settings.Value(PolicyRules.BreakerRequiredSuccesses);

        long Seconds(PolicyRule rule) => (long)(settings.Value(rule) * TimeSpan.TicksPerSecond);
    }

    /// <summary>What a circuit has before a method has joined it.</summary>
    public static CircuitSettings Default { get; } = new(PolicySettings.None);

    /// <summary>0 where failures do not count by their ratio.</summary>
    public double FailureRatio { get; }

    /// <summary>0 where failures do not count by their row.</summary>
    public int ConsecutiveFailures { get; }

    /// <summary>Each method says for itself which attempts are slow.</summary>
    public double SlowRatio { get; }

    public int MinimumThroughput { get; }

    public long SamplingDuration { get; }

    public long BreakDuration { get; }

    public long MaxBreakDuration { get; }

    public double BreakJitter { get; }

    public int Probes { get; }

    public int RequiredSuccesses { get; }
}
