using System.Diagnostics.CodeAnalysis;

namespace Ambassador;

/// <summary>
/// Where an ambassador finds the implementations that <c>[Fallback(typeof(…))]</c> names. A container is one for the ambassadors that it makes; for an
/// ambassador made by hand there is <see cref="Of"/>. Safe for concurrent use.
/// </summary>
public abstract class FallbackSource
{
    private protected FallbackSource()
    {
    }

    /// <summary>These implementations, which remain the caller's to dispose.</summary>
    /// <param name="implementations">One of each type that the interface's attributes name.</param>
    /// <exception cref="ArgumentNullException"><paramref name="implementations"/> is null.</exception>
    public static FallbackSource Of(params object[] implementations)
    {
        ArgumentNullException.ThrowIfNull(implementations);
        return new Given(implementations);
    }

    /// <summary>The implementation of a type, the same at every call.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal abstract object Get([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type);

    private sealed class Given(object[] implementations) : FallbackSource
    {
        internal override object Get([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type) =>
            Array.Find(implementations, type.IsInstanceOfType)
            ?? throw new InvalidOperationException($"There is no '{type}' among the implementations that the ambassador was given to fall back on.");
    }
}
