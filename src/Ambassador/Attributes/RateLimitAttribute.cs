namespace Ambassador;

/// <summary>
/// Limits how many calls begin in a second.
/// </summary>
/// <remarks>
/// The values hold for all methods where it stands on an interface, and win over the interface's, property by property, where it stands on a
/// method. It takes effect in an ambassador only: the interface, or a method of it, carries <see cref="AmbassadorAttribute"/>.
/// </remarks>
/// <param name="perSecond">See <see cref="PerSecond"/>.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false)]
public sealed class RateLimitAttribute(double perSecond) : Attribute
{
    /// <inheritdoc cref="PolicyAttribute.RateLimit"/>
    public double PerSecond { get; } = perSecond;

    /// <inheritdoc cref="PolicyAttribute.RateLimitBurst"/>
    public int Burst { get; set; }

    /// <inheritdoc cref="PolicyAttribute.RateLimitQueue"/>
    public int Queue { get; set; }

    /// <inheritdoc cref="PolicyAttribute.RateLimitScope"/>
    public PolicyScope Scope { get; set; }

    /// <summary>
    /// The name of the method's parameter that has a limit for each of its values, compared by the default equality of its type; null, the default, for one
    /// limit in all. On an interface it holds for every method, and on a method it wins, null included. Code alone says so: it has no counterpart in configuration.
    /// </summary>
    public string? PartitionBy { get; set; }
}
