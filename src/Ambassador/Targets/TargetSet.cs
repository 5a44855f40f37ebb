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
    private readonly TTarget? _single;
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
        _single = inner;
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

    /// <summary>Many implementations, which are not the ambassador's to dispose.</summary>
    /// <param name="chooser">Chooses the one that an attempt goes to.</param>
    /// <param name="fallbacks">Where others to fall back on are found, if there are any.</param>
    internal TargetSet(ITargetChooser<TTarget> chooser, FallbackSource? fallbacks)
    {
        Chooser = chooser;
        _fallbacks = fallbacks;
    }

    /// <summary>No implementation: for ambassadors that are not called.</summary>
    internal static TargetSet<TTarget> None { get; } = new(new NoTargets(), fallbacks: null);

    /// <summary>The implementation that members outside every policy (properties, events) are forwarded to; where there are many, any one of them.</summary>
    /// <exception cref="NoTargetsException">There is none.</exception>
    /// <exception cref="NotSupportedException">Each call has one to itself.</exception>
    public TTarget Single => _single ?? Any();

    /// <summary>The implementation that all attempts go to; null where there are many.</summary>
    internal TTarget? Only => _single;

    /// <summary>Chooses the implementation that an attempt goes to; null where there is but one.</summary>
    internal ITargetChooser<TTarget>? Chooser { get; }

    private TTarget Any()
    {
        Chooser!.Enter(default, out var instance, out var began).End(began, AttemptOutcome.Abandoned);
        return instance ?? throw new NotSupportedException(
            $"Each call of '{typeof(TTarget)}' has an implementation to itself; there is none for a member that is no call.");
    }

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
        if (_single is IAsyncDisposable and not IDisposable && _owned && Volatile.Read(ref _disposed) == 0)
            throw new InvalidOperationException($"'{_single.GetType()}' can only be disposed asynchronously; call DisposeAsync.");

        if (TryDispose())
            (_single as IDisposable)?.Dispose();
    }

    /// <summary>Disposes what the ambassador owns, once, however often it is called.</summary>
    public ValueTask DisposeAsync()
    {
        if (!TryDispose())
            return default;

        if (_single is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();

        (_single as IDisposable)?.Dispose();
        return default;
    }

    private bool TryDispose() => _owned && Interlocked.Exchange(ref _disposed, 1) == 0;

    private sealed class NoTargets : ITargetChooser<TTarget>
    {
        public Task Ready => Task.CompletedTask;

        public TargetMirror<TTarget>? Mirror => null;

        public Target Enter(in PickContext context, out TTarget instance, out long began) => throw new NoTargetsException();
    }
}
