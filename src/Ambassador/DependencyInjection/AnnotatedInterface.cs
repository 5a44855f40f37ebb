using Ambassador.Targets;

namespace Ambassador.DependencyInjection;

/// <summary>Wraps an implementation in its ambassador.</summary>
/// <param name="inner">The implementation.</param>
/// <param name="runtime">Holds the state of the policies.</param>
/// <param name="fallbacks">Where other implementations are found; null where there is nothing to fall back on.</param>
/// <param name="serviceKey">Ambassadors of one interface with equal keys share that state.</param>
/// <param name="ownsInner">Whether disposing the ambassador disposes <paramref name="inner"/>.</param>
internal delegate object InnerFactory(object inner, AmbassadorRuntime runtime, FallbackSource? fallbacks, object? serviceKey, bool ownsInner);

/// <summary>Makes an ambassador that chooses among targets.</summary>
/// <param name="targets">The <see cref="TargetSet{TTarget}"/> of its interface.</param>
/// <param name="runtime">Holds the state of the policies.</param>
/// <param name="serviceKey">Ambassadors of one interface with equal keys share that state.</param>
internal delegate object TargetsFactory(object targets, AmbassadorRuntime runtime, object? serviceKey);

/// <summary>An annotated interface, and how an implementation of it is wrapped.</summary>
/// <param name="type">The interface; a generic one is its definition.</param>
/// <param name="name">Its full name, as configuration knows it.</param>
/// <param name="methods">The names of its methods that have policies.</param>
/// <param name="fallsBack">Whether its ambassadors need to be told where other implementations are found.</param>
internal abstract class AnnotatedInterface(Type type, string name, string[] methods, bool fallsBack)
{
    public Type Type { get; } = type;

    public string Name { get; } = name;

    public string[] Methods { get; } = methods;

    public bool FallsBack { get; } = fallsBack;

    /// <summary>Checks a target, if the interface has a method for it: a function of the interface and a token.</summary>
    public virtual object? Probe => null;

    /// <summary>How to wrap implementations of one closed service type.</summary>
    /// <exception cref="NotSupportedException">The construction needs code that cannot be made here.</exception>
    public abstract InnerFactory FactoryFor(Type serviceType);

    /// <summary>How to make an ambassador of one closed service type that chooses among targets.</summary>
    /// <exception cref="NotSupportedException">The construction needs code that cannot be made here.</exception>
    public abstract TargetsFactory TargetsFactoryFor(Type serviceType);
}

/// <summary>An interface without type parameters: its ambassador is made by generated code alone.</summary>
internal sealed class ClosedInterface<TInterface>(
    string name, string[] methods, AmbassadorFactory<TInterface> factory, bool fallsBack,
    Func<TInterface, CancellationToken, ValueTask<TargetHealth>>? probe)
    : AnnotatedInterface(typeof(TInterface), name, methods, fallsBack)
    where TInterface : class
{
    public override object? Probe => probe;

    public override InnerFactory FactoryFor(Type serviceType) => (inner, runtime, fallbacks, serviceKey, ownsInner) =>
        factory(fallbacks is null ? new((TInterface)inner, ownsInner) : new((TInterface)inner, ownsInner, fallbacks), runtime, serviceKey);

    public override TargetsFactory TargetsFactoryFor(Type serviceType) => (targets, runtime, serviceKey) =>
        factory((TargetSet<TInterface>)targets, runtime, serviceKey);
}
