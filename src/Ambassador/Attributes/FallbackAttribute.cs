namespace Ambassador;

/// <summary>
/// Answers in place of the service when everything else has failed. It sets <see cref="PolicyAttribute.Fallback"/>.
/// </summary>
/// <remarks>
/// <para>
/// It holds for all methods where it stands on an interface; where it stands on a method it takes the interface's place. It takes effect in an
/// ambassador only: the interface, or a method of it, carries <see cref="AmbassadorAttribute"/>.
/// </para>
/// <para>
/// It answers for every failure, rejections and timeouts included, but not for the caller's own cancellation, and not for errors of the program
/// (<see cref="ArgumentException"/> and its like) unless <see cref="On"/> names them. What it answers is never cached. If it fails itself, its own
/// exception surfaces, and <see cref="FirstFailure"/> finds what it was to answer for.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Ambassador(Retry = 3, Breaker = 0.5)]
/// public interface ICatalog
/// {
///     [Fallback(nameof(Unknown))]
///     ValueTask&lt;Product&gt; GetAsync(int id, CancellationToken cancellationToken = default);
///
///     [Fallback(typeof(ArchivedCatalog), NotOn = typeof(HttpRequestException))]
///     Task&lt;Product[]&gt; ListAsync(CancellationToken cancellationToken = default);
///
///     static ValueTask&lt;Product&gt; Unknown(int id, Exception failure, CancellationToken cancellationToken) =&gt; new(new Product(id, "?"));
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false)]
public sealed class FallbackAttribute : Attribute
{
    /// <summary>Answers by a method of the interface.</summary>
    /// <param name="methodName">
    /// The method: of the same parameters and return type, optionally with an <see cref="Exception"/>, the failure, after the others, before or
    /// behind a cancellation token that is the last. A static one is called as it is, any other on the implementation behind the ambassador: none of
    /// the ambassador's policies applies to it.
    /// </param>
    public FallbackAttribute(string methodName) => MethodName = methodName;

    /// <summary>Answers by another implementation of the interface.</summary>
    /// <param name="implementationType">
    /// The implementation. The container is asked for it when it is first needed; where it is not registered, the ambassador has one made, of what is
    /// registered. An ambassador made by hand takes it in its constructor.
    /// </param>
    public FallbackAttribute(Type implementationType) => ImplementationType = implementationType;

    /// <summary>The method that answers, if it is one.</summary>
    public string? MethodName { get; }

    /// <summary>The implementation that answers, if it is one.</summary>
    public Type? ImplementationType { get; }

    /// <summary>The exceptions that it answers for, with the types derived from them, and no others then; null, the default, for all that <see cref="NotOn"/> does not name.</summary>
    public Type? On { get; set; }

    /// <summary>Exceptions that it does not answer for, with the types derived from them; null, the default, for none.</summary>
    public Type? NotOn { get; set; }
}
