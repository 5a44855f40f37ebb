namespace Ambassador.DependencyInjection;

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

    /// <summary>How to wrap implementations of one closed service type.</summary>
    /// <exception cref="NotSupportedException">The construction needs code that cannot be made here.</exception>
    public abstract FallingBackAmbassadorFactory<object> FactoryFor(Type serviceType);

    /// <summary>How to set up what the ambassadors of one closed service type share, before there is one.</summary>
    public abstract Action<AmbassadorRuntime, object?> SetUpFor(Type serviceType);
}

/// <summary>An interface without type parameters: its ambassador is made by generated code alone.</summary>
internal sealed class ClosedInterface<TInterface>(
    string name, string[] methods, FallingBackAmbassadorFactory<TInterface> factory, Action<AmbassadorRuntime, object?> setUp, bool fallsBack)
    : AnnotatedInterface(typeof(TInterface), name, methods, fallsBack)
    where TInterface : class
{
    public override FallingBackAmbassadorFactory<object> FactoryFor(Type serviceType) =>
        (inner, runtime, fallbacks, serviceKey, ownsInner) => factory((TInterface)inner, runtime, fallbacks, serviceKey, ownsInner);

    public override Action<AmbassadorRuntime, object?> SetUpFor(Type serviceType) => setUp;
}
