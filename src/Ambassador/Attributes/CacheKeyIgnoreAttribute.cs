namespace Ambassador;

/// <summary>
/// Marks a parameter that is no part of the key that results are kept by: calls that differ in nothing else get one result. For arguments that say nothing about
/// the result, such as a correlation id, or that are never equal to each other.
/// </summary>
/// <remarks>
/// The inner call is made with the argument of whoever makes it; others who wait for it, or come while its result is kept, get what came of that. An argument that
/// says who calls must stay in the key, or one caller is served what is another's. The cancellation token and a <see cref="PolicySettings"/> are never part of it.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CacheKeyIgnoreAttribute : Attribute;
