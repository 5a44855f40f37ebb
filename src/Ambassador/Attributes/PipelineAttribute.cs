namespace Ambassador;

/// <summary>
/// Runs calls through a resilience pipeline of the user's own, from Polly's registry.
/// </summary>
/// <remarks>
/// The values hold for all methods where it stands on an interface, and win over the interface's, property by property, where it stands on a
/// method. It takes effect in an ambassador only: the interface, or a method of it, carries <see cref="AmbassadorAttribute"/>.
/// </remarks>
/// <param name="name">The name in the registry.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false)]
public sealed class PipelineAttribute(string name) : Attribute
{
    /// <inheritdoc cref="PolicyAttribute.Pipeline"/>
    public string Name { get; } = name;
}
