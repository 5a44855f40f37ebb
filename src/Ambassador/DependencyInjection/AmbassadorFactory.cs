using Ambassador.Targets;

namespace Ambassador.DependencyInjection;

/// <summary>Makes an ambassador. Written by the generator.</summary>
/// <typeparam name="TInterface">The annotated interface.</typeparam>
/// <param name="targets">The implementations that calls go to.</param>
/// <param name="runtime">Holds the state of the policies.</param>
/// <param name="serviceKey">Ambassadors of one interface with equal keys share that state.</param>
public delegate TInterface AmbassadorFactory<TInterface>(TargetSet<TInterface> targets, AmbassadorRuntime runtime, object? serviceKey)
    where TInterface : class;
