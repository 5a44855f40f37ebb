namespace Ambassador;

/// <summary>
/// Limits how many calls are under way at a time.
/// </summary>
/// <remarks>
/// The values hold for all methods where it stands on an interface, and win over the interface's, property by property, where it stands on a
/// method. It takes effect in an ambassador only: the interface, or a method of it, carries <see cref="AmbassadorAttribute"/>.
/// </remarks>
/// <param name="max">See <see cref="Max"/>.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false)]
public sealed class BulkheadAttribute(int max) : Attribute
{
    /// <inheritdoc cref="PolicyAttribute.Bulkhead"/>
    public int Max { get; } = max;

    /// <inheritdoc cref="PolicyAttribute.BulkheadQueue"/>
    public int Queue { get; set; }

    /// <inheritdoc cref="PolicyAttribute.BulkheadScope"/>
    public PolicyScope Scope { get; set; }

    /// <summary>
    /// The name of the method's parameter that has a bulkhead for each of its values, compared by the default equality of its type; null, the default, for one
    /// bulkhead in all. On an interface it holds for every method, and on a method it wins, null included. Code alone says so: it has no counterpart in configuration.
    /// </summary>
    public string? PartitionBy { get; set; }
}
