namespace Ambassador;

/// <summary>
/// Asks for a generated ambassador of an interface that cannot carry <see cref="AmbassadorAttribute"/> because it is somebody else's.
/// </summary>
/// <remarks>
/// <para>
/// The values hold for all the interface's methods; <see cref="AmbassadorForMethodAttribute"/> sets those of one method.
/// What nobody sets is off.
/// </para>
/// <para>
/// The generated class is internal, stands in the namespace <c>Ambassador.Generated</c> of the annotating assembly and is named after the interface,
/// less a leading <c>I</c>, plus <c>Ambassador</c>: <c>IAmazonS3</c> becomes <c>AmazonS3Ambassador</c>. Where two interfaces lead to one name, the
/// interface's namespace stands before it: <c>Amazon_S3_AmazonS3Ambassador</c>. An interface of the annotating assembly itself has its
/// ambassador where <see cref="AmbassadorAttribute"/> would put it.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [assembly: AmbassadorFor(typeof(IAmazonS3), Retry = 3, Breaker = 0.5)]
/// [assembly: AmbassadorFor(typeof(IMongoCollection&lt;&gt;), TimeoutMs = 2_000)]
/// </code>
/// </example>
/// <param name="interfaceType">The interface; a generic one without type arguments, as in <c>typeof(IMongoCollection&lt;&gt;)</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class AmbassadorForAttribute(Type interfaceType) : PolicyAttribute
{
    /// <summary>The interface to decorate.</summary>
    public Type InterfaceType { get; } = interfaceType;

    /// <summary>
    /// Another implementation of the interface, which answers when everything else has failed, as <see cref="FallbackAttribute(Type)"/> has it; a generic one
    /// without type arguments. Null, the default, for none.
    /// </summary>
    public Type? FallbackType { get; set; }
}
