namespace Ambassador;

/// <summary>
/// Sets the policies of one method of an interface that has an <see cref="AmbassadorForAttribute"/>. They win over the interface's, property
/// by property.
/// </summary>
/// <remarks>
/// Methods that the interface inherits can be named too. Without <see cref="Parameters"/> the values hold for every overload of that name; with them,
/// for one, where they win over those without and over those that leave more types open.
/// </remarks>
/// <example>
/// <code>
/// [assembly: AmbassadorForMethod(typeof(IAmazonS3), nameof(IAmazonS3.GetObjectAsync), CacheSeconds = 60)]
/// [assembly: AmbassadorForMethod(typeof(IAmazonS3), nameof(IAmazonS3.DeleteObjectAsync),
///     Parameters = new[] { typeof(string), typeof(string), typeof(CancellationToken) }, Retry = 0)]
/// </code>
/// </example>
/// <param name="interfaceType">The interface, as in <see cref="AmbassadorForAttribute"/>.</param>
/// <param name="methodName">The method's name.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class AmbassadorForMethodAttribute(Type interfaceType, string methodName) : PolicyAttribute
{
    /// <summary>The interface whose method it is.</summary>
    public Type InterfaceType { get; } = interfaceType;

    /// <summary>The method's name.</summary>
    public string MethodName { get; } = methodName;

    /// <inheritdoc cref="AmbassadorForAttribute.FallbackType"/>
    public Type? FallbackType { get; set; }

    /// <summary>
    /// The types of all the method's parameters, in order, to choose one overload; null, the default, for every overload.
    /// A parameter passed by reference is named by its plain type, any construction of a generic type by the type without arguments, and
    /// what <c>typeof</c> cannot name (a type parameter of the interface or the method) by null.
    /// </summary>
    public Type?[]? Parameters { get; set; }
}
