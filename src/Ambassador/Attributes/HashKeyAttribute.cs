namespace Ambassador;

/// <summary>
/// Marks a parameter whose argument chooses the target of a call, where <see cref="BalancingAlgorithm.RingHash"/>, <see cref="BalancingAlgorithm.Maglev"/> or
/// <see cref="BalancingAlgorithm.Sticky"/> does: calls with equal arguments go to one target. Of several, all count, in their order.
/// </summary>
/// <remarks>
/// It takes effect where the interface, or the one that declares the method, carries <see cref="BalanceAttribute"/>.
/// Strings are hashed as they are; numbers, dates and whatever else formats itself, as their invariant text; anything else as its <c>ToString()</c>, in any process alike.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HashKeyAttribute : Attribute;
