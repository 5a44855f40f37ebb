namespace Ambassador.DependencyInjection;

/// <summary>Makes an ambassador. Written by the generator.</summary>
/// <typeparam name="TInterface">The annotated interface.</typeparam>
/// <param name="inner">The service that calls go to.</param>
/// <param name="runtime">Holds the state of the policies.</param>
/// <param name="serviceKey">Ambassadors of one interface with equal keys share that state.</param>
/// <param name="ownsInner">Whether disposing the ambassador disposes <paramref name="inner"/>.</param>
public delegate TInterface AmbassadorFactory<TInterface>(TInterface inner, AmbassadorRuntime runtime, object? serviceKey, bool ownsInner);

/// <summary>Makes an ambassador that falls back on other implementations. Written by the generator.</summary>
/// <typeparam name="TInterface">The annotated interface.</typeparam>
/// <param name="inner">The service that calls go to.</param>
/// <param name="runtime">Holds the state of the policies.</param>
/// <param name="fallbacks">Where the other implementations are found.</param>
/// <param name="serviceKey">Ambassadors of one interface with equal keys share that state.</param>
/// <param name="ownsInner">Whether disposing the ambassador disposes <paramref name="inner"/>.</param>
public delegate TInterface FallingBackAmbassadorFactory<TInterface>(
    TInterface inner, AmbassadorRuntime runtime, FallbackSource fallbacks, object? serviceKey, bool ownsInner);
