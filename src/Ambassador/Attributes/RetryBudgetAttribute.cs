namespace Ambassador;

/// <summary>
/// Limits the retries of all methods of an interface together, so that they do not multiply the load on a service that is down.
/// </summary>
/// <remarks>
/// The values hold for all methods where it stands on an interface, and win over the interface's, property by property, where it stands on a
/// method. It takes effect in an ambassador only: the interface, or a method of it, carries <see cref="AmbassadorAttribute"/>.
/// </remarks>
/// <param name="ratio">Retries for each call. 0 to 10; 0 is no budget: retries are not limited.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false)]
public sealed class RetryBudgetAttribute(double ratio) : Attribute
{
    /// <inheritdoc cref="PolicyAttribute.RetryBudget"/>
    public double Ratio { get; } = ratio;

    /// <inheritdoc cref="PolicyAttribute.RetryBudgetMinPerSecond"/>
    public double MinPerSecond { get; set; } = 10;

    /// <inheritdoc cref="PolicyAttribute.RetryBudgetTtlSeconds"/>
    public double TtlSeconds { get; set; } = 10;
}
