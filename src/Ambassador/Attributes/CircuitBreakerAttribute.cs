namespace Ambassador;

/// <summary>
/// Stops calling a service that fails: the same as <see cref="PolicyAttribute.Breaker"/> and the settings whose names begin with it, and besides, which
/// exceptions and results count.
/// </summary>
/// <remarks>
/// The values hold for all methods where it stands on an interface, and win over the interface's, property by property, where it stands on a
/// method. It takes effect in an ambassador only: the interface, or a method of it, carries <see cref="AmbassadorAttribute"/>.
/// Several may stand on one member, to name several exceptions.
/// </remarks>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false, AllowMultiple = true)]
public sealed class CircuitBreakerAttribute : Attribute
{
    /// <summary>A circuit that opens by property.</summary>
    public CircuitBreakerAttribute()
    {
    }

    /// <summary>A circuit that opens at a ratio of failures.</summary>
    /// <param name="failureRatio">See <see cref="FailureRatio"/>.</param>
    public CircuitBreakerAttribute(double failureRatio) => FailureRatio = failureRatio;

    /// <inheritdoc cref="PolicyAttribute.Breaker"/>
    public double FailureRatio { get; set; }

    /// <inheritdoc cref="PolicyAttribute.BreakerMinimumThroughput"/>
    public int MinimumThroughput { get; set; } = 10;

    /// <inheritdoc cref="PolicyAttribute.BreakerSamplingSeconds"/>
    public double SamplingSeconds { get; set; } = 30;

    /// <inheritdoc cref="PolicyAttribute.BreakerBreakSeconds"/>
    public double BreakSeconds { get; set; } = 5;

    /// <inheritdoc cref="PolicyAttribute.BreakerMaxBreakSeconds"/>
    public double MaxBreakSeconds { get; set; }

    /// <inheritdoc cref="PolicyAttribute.BreakerBreakJitter"/>
    public double BreakJitter { get; set; }

    /// <inheritdoc cref="PolicyAttribute.BreakerConsecutiveFailures"/>
    public int ConsecutiveFailures { get; set; }

    /// <inheritdoc cref="PolicyAttribute.BreakerSlowCallMs"/>
    public int SlowCallMs { get; set; }

    /// <inheritdoc cref="PolicyAttribute.BreakerSlowRatio"/>
    public double SlowRatio { get; set; } = 1;

    /// <inheritdoc cref="PolicyAttribute.BreakerProbes"/>
    public int Probes { get; set; } = 1;

    /// <inheritdoc cref="PolicyAttribute.BreakerRequiredSuccesses"/>
    public int RequiredSuccesses { get; set; } = 1;

    /// <inheritdoc cref="PolicyAttribute.BreakerScope"/>
    public PolicyScope Scope { get; set; }

    /// <inheritdoc cref="PolicyAttribute.BreakerPerTarget"/>
    public bool PerTarget { get; set; }

    /// <inheritdoc cref="PolicyAttribute.BreakerGroup"/>
    public string? Group { get; set; }

    /// <summary>The exceptions that count, with the types derived from them, and no others then; null, the default, for all that <see cref="NotOn"/> does not name.</summary>
    public Type? On { get; set; }

    /// <summary>Exceptions that do not count, with the types derived from them; null, the default, for none.</summary>
    public Type? NotOn { get; set; }

    /// <summary>
    /// The name of static methods of the interface that say what counts as a failure, of an <see cref="Exception"/> or of a result, as for
    /// <see cref="RetryAttribute.When"/>. Null, the default: what counts is what <see cref="On"/> and <see cref="NotOn"/> say, and the results that are
    /// worth a retry.
    /// </summary>
    public string? When { get; set; }
}
