namespace Ambassador;

/// <summary>
/// Answers in place of the service when everything else has failed.
/// </summary>
/// <remarks>
/// The values hold for all methods where it stands on an interface, and win over the interface's, property by property, where it stands on a
/// method. It takes effect in an ambassador only: the interface, or a method of it, carries <see cref="AmbassadorAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false)]
public sealed class FallbackAttribute : Attribute
{
    /// <summary>Answers by a method of the interface.</summary>
    /// <param name="methodName">
    /// The method: of the same parameters and return type, optionally with an <see cref="Exception"/>, the failure, after the others.
    /// </param>
    public FallbackAttribute(string methodName) => MethodName = methodName;

    /// <summary>Answers by another implementation of the interface.</summary>
    /// <param name="implementationType">The implementation, which the container makes.</param>
    public FallbackAttribute(Type implementationType) => ImplementationType = implementationType;

    /// <summary>The method that answers, if it is one.</summary>
    public string? MethodName { get; }

    /// <summary>The implementation that answers, if it is one.</summary>
    public Type? ImplementationType { get; }
}
