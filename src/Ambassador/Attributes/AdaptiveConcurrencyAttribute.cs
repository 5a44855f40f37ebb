namespace Ambassador;

/// <summary>
/// Limits how many calls are under way by what the latency of the service shows it to bear.
/// </summary>
/// <remarks>
/// The values hold for all methods where it stands on an interface, and win over the interface's, property by property, where it stands on a
/// method. It takes effect in an ambassador only: the interface, or a method of it, carries <see cref="AmbassadorAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false)]
public sealed class AdaptiveConcurrencyAttribute : Attribute
{
    /// <inheritdoc cref="PolicyAttribute.AdaptiveConcurrencyMin"/>
    public int Min { get; set; } = 3;

    /// <inheritdoc cref="PolicyAttribute.AdaptiveConcurrencyMax"/>
    public int Max { get; set; } = 1_000;

    /// <inheritdoc cref="PolicyAttribute.AdaptiveConcurrencyInitial"/>
    public int Initial { get; set; } = 20;

    /// <inheritdoc cref="PolicyAttribute.AdaptiveConcurrencyScope"/>
    public PolicyScope Scope { get; set; }
}
