namespace Ambassador;

/// <summary>
/// Starts another attempt beside one that is slow; the first success wins, the others are cancelled and their results disposed.
/// </summary>
/// <remarks>
/// The values hold for all methods where it stands on an interface, and win over the interface's, property by property, where it stands on a
/// method. It takes effect in an ambassador only: the interface, or a method of it, carries <see cref="AmbassadorAttribute"/>.
/// Only asynchronous methods that are <see cref="IdempotentAttribute"/> are hedged.
/// </remarks>
/// <param name="afterMs">See <see cref="AfterMs"/>.</param>
/// <param name="max">See <see cref="Max"/>.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false)]
public sealed class HedgeAttribute(int afterMs, int max = 1) : Attribute
{
    /// <inheritdoc cref="PolicyAttribute.HedgeAfterMs"/>
    public int AfterMs { get; } = afterMs;

    /// <inheritdoc cref="PolicyAttribute.Hedge"/>
    public int Max { get; } = max;
}
