namespace Ambassador;

/// <summary>
/// Asks for a generated ambassador: a decorator that carries every call of the interface through the policies set here.
/// </summary>
/// <remarks>
/// <para>
/// On an interface the values hold for all its methods; on a method they win over the interface's, property by property.
/// What nobody sets is off. An explicit <c>0</c> switches that policy off for the method.
/// The values are defaults: configuration (<c>Ambassador:ICatalog:GetAsync:Retry</c>) overrides them.
/// </para>
/// <para>
/// The generated class stands in the interface's namespace and is named after it, less a leading <c>I</c>, plus
/// <c>Ambassador</c>: <c>ICatalog</c> becomes <c>CatalogAmbassador</c>.
/// A value outside its range is a build error.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Ambassador(Retry = 3, TimeoutMs = 2_000, CacheSeconds = 60, Breaker = 0.5)]
/// public interface ICatalog
/// {
///     ValueTask&lt;Product&gt; GetAsync(int id, CancellationToken cancellationToken = default);
///
///     [Ambassador(Retry = 0, CacheSeconds = 0)]
///     Task SaveAsync(Product product, CancellationToken cancellationToken = default);
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false)]
public sealed class AmbassadorAttribute : PolicyAttribute;
