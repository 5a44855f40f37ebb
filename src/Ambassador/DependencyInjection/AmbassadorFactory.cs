namespace Ambassador.DependencyInjection;

/// <summary>Makes the ambassador of an implementation.</summary>
/// <remarks>Written by the generator; its documentation is that of the ambassador's constructor too.</remarks>
/// <typeparam name="TInterface">The annotated interface.</typeparam>
/// <param name="inner">The implementation: what calls go to.</param>
/// <param name="runtime">What holds circuits and caches, and tells the time; <see cref="AmbassadorRuntime.Shared"/> where none is given.</param>
/// <param name="serviceKey">Ambassadors of one interface with equal keys share circuits and caches; those with different keys do not.</param>
/// <param name="ownsInner">Whether disposing the ambassador disposes <paramref name="inner"/>.</param>
public delegate TInterface AmbassadorFactory<TInterface>(TInterface inner, AmbassadorRuntime runtime, object? serviceKey, bool ownsInner);

/// <summary>Makes the ambassador of an implementation that falls back on others.</summary>
/// <remarks>Written by the generator; its documentation is that of the ambassador's constructor too.</remarks>
/// <typeparam name="TInterface">The annotated interface.</typeparam>
/// <param name="inner">The implementation: what calls go to.</param>
/// <param name="runtime">What holds circuits and caches, and tells the time; <see cref="AmbassadorRuntime.Shared"/> where none is given.</param>
/// <param name="fallbacks">Where the other implementations are found.</param>
/// <param name="serviceKey">Ambassadors of one interface with equal keys share circuits and caches; those with different keys do not.</param>
/// <param name="ownsInner">Whether disposing the ambassador disposes <paramref name="inner"/>.</param>
public delegate TInterface FallingBackAmbassadorFactory<TInterface>(
    TInterface inner, AmbassadorRuntime runtime, FallbackSource fallbacks, object? serviceKey, bool ownsInner);
