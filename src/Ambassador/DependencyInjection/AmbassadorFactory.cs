namespace Ambassador.DependencyInjection;

/// <summary>Makes the ambassador of an implementation.</summary>
/// <remarks>Written by the generator; its documentation is that of every ambassador's constructor.</remarks>
/// <typeparam name="TInterface">The annotated interface.</typeparam>
/// <param name="inner">The implementation: what calls go to.</param>
/// <param name="runtime">What holds circuits and caches, and tells the time; <see cref="AmbassadorRuntime.Shared"/> for none.</param>
/// <param name="serviceKey">Ambassadors of one interface with equal keys share circuits and caches; those with different keys do not.</param>
/// <param name="ownsInner">Whether disposing the ambassador disposes the implementation.</param>
public delegate TInterface AmbassadorFactory<TInterface>(TInterface inner, AmbassadorRuntime runtime, object? serviceKey, bool ownsInner);
