namespace Ambassador;

/// <summary>
/// Limits how long attempts and calls may take.
/// </summary>
/// <remarks>
/// The values hold for all methods where it stands on an interface, and win over the interface's, property by property, where it stands on a
/// method. It takes effect in an ambassador only: the interface, or a method of it, carries <see cref="AmbassadorAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false)]
public sealed class TimeoutAttribute : Attribute
{
    /// <summary>Limits by property.</summary>
    public TimeoutAttribute()
    {
    }

    /// <summary>Limits each attempt.</summary>
    /// <param name="attemptMs">See <see cref="AttemptMs"/>.</param>
    public TimeoutAttribute(int attemptMs) => AttemptMs = attemptMs;

    /// <summary>Limits each attempt and the whole call.</summary>
    /// <param name="attemptMs">See <see cref="AttemptMs"/>.</param>
    /// <param name="totalMs">See <see cref="TotalMs"/>.</param>
    public TimeoutAttribute(int attemptMs, int totalMs)
    {
        AttemptMs = attemptMs;
        TotalMs = totalMs;
    }

    /// <inheritdoc cref="PolicyAttribute.TimeoutMs"/>
    public int AttemptMs { get; set; }

    /// <inheritdoc cref="PolicyAttribute.TotalTimeoutMs"/>
    public int TotalMs { get; set; }

    /// <inheritdoc cref="PolicyAttribute.PropagateDeadline"/>
    public bool Propagate { get; set; } = true;
}
