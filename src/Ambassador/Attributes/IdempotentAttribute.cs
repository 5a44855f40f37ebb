namespace Ambassador;

/// <summary>Says that making a call twice has the effect of making it once, so that its attempts may run side by side.</summary>
/// <remarks>On an interface it holds for all methods.</remarks>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false)]
public sealed class IdempotentAttribute : Attribute;
