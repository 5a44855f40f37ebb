using Ambassador.Targets;

namespace Ambassador.DependencyInjection;

/// <summary>Makes the ambassador of one implementation, or of several to choose from.</summary>
/// <remarks>
/// Written by the generator; its documentation is that of the ambassador's constructors too. Those that take one implementation, <c>inner</c>, dispose it with the ambassador
/// unless <c>ownsInner</c> is false, and use <see cref="AmbassadorRuntime.Shared"/> where they are given no runtime. Those that take <c>fallbacks</c> find there what to fall back on.
/// </remarks>
/// <typeparam name="TInterface">The annotated interface.</typeparam>
/// <param name="targets">The implementations that calls go to.</param>
/// <param name="runtime">What holds circuits and caches, and tells the time.</param>
/// <param name="serviceKey">Ambassadors of one interface with equal keys share circuits and caches; those with different keys do not.</param>
public delegate TInterface AmbassadorFactory<TInterface>(TargetSet<TInterface> targets, AmbassadorRuntime runtime, object? serviceKey)
    where TInterface : class;
