using System.Diagnostics.CodeAnalysis;

namespace Ambassador.Targets;

/// <summary>
/// The implementations behind one ambassador. Each attempt of a call asks it where to go.
/// Safe for concurrent use.
/// </summary>
/// <typeparam name="TTarget">The annotated interface.</typeparam>
public sealed class TargetSet<TTarget> : IDisposable, IAsyncDisposable
    where TTarget : class
{
    private readonly bool _owned;
    private readonly FallbackSource? _fallbacks;
    private int _disposed;

    /// <summary>One implementation, which every attempt goes to.</summary>
    /// <param name="inner">The implementation.</param>
    /// <param name="owned">Whether disposing the ambassador disposes <paramref name="inner"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    public TargetSet(TTarget inner, bool owned)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Single = inner;
        _owned = owned;
    }

    /// <summary>One implementation, and others to fall back on.</summary>
    /// <param name="inner">The implementation.</param>
    /// <param name="owned">Whether disposing the ambassador disposes <paramref name="inner"/>.</param>
    /// <param name="fallbacks">Where the others are found. They are not the ambassador's to dispose.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> or <paramref name="fallbacks"/> is null.</exception>
    public TargetSet(TTarget inner, bool owned, FallbackSource fallbacks)
        : this(inner, owned)
    {
        ArgumentNullException.ThrowIfNull(fallbacks);
        _fallbacks = fallbacks;
    }

    /// <summary>The implementation that members outside every policy (properties, events) are forwarded to.</summary>
    public TTarget Single { get; }

    /// <summary>The implementation that the next attempt goes to.</summary>
    internal TTarget Next() => Single;

    /// <summary>An implementation to fall back on.</summary>
    /// <typeparam name="TFallback">Its type, as the attribute names it.</typeparam>
    /// <exception cref="InvalidOperationException">There is none of that type.</exception>
    public TFallback Fallback<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFallback>()
        where TFallback : class
        => (TFallback)(_fallbacks ?? FallbackSource.Of()).Get(typeof(TFallback));

    /// <summary>Disposes what the ambassador owns, once, however often it is called.</summary>
    /// <exception cref="InvalidOperationException">The implementation can only be disposed asynchronously.</exception>
    public void Dispose()
    {
        if (Single is IAsyncDisposable and not IDisposable && _owned && Volatile.Read(ref _disposed) == 0)
            throw new InvalidOperationException($"'{Single.GetType()}' can only be disposed asynchronously; call DisposeAsync.");

        if (TryDispose())
            (Single as IDisposable)?.Dispose();
    }

    /// <summary>Disposes what the ambassador owns, once, however often it is called.</summary>
    public ValueTask DisposeAsync()
    {
        if (!TryDispose())
            return default;

        if (Single is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();

        (Single as IDisposable)?.Dispose();
        return default;
    }

    private bool TryDispose() => _owned && Interlocked.Exchange(ref _disposed, 1) == 0;
}
