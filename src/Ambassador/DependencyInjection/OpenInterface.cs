using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Ambassador.Targets;

namespace Ambassador.DependencyInjection;

/// <summary>A generic interface: its ambassador is constructed with the type arguments of the registration.</summary>
internal sealed class OpenInterface(
    Type type,
    string name,
    string[] methods,
    [DynamicallyAccessedMembers(OpenInterface.AccessedMembers)] Type ambassadorType)
    : AnnotatedInterface(type, name, methods, ambassadorType.GetConstructors().Any(constructor =>
        constructor.GetParameters().Any(parameter => parameter.ParameterType == typeof(FallbackSource))))
{
    /// <summary>What is looked up on an ambassador's type.</summary>
    public const DynamicallyAccessedMemberTypes AccessedMembers = DynamicallyAccessedMemberTypes.PublicConstructors;

    [DynamicallyAccessedMembers(AccessedMembers)]
    public Type AmbassadorType { get; } = ambassadorType;

    /// <summary>
    /// Whether the container can make the ambassador of an open registration: there is the constructor that takes an
    /// <see cref="InnerService{TService}"/>.
    /// </summary>
    public bool CanBeMadeByContainer { get; } = ambassadorType.GetConstructors().Any(constructor =>
        constructor.GetParameters() is [{ ParameterType: { IsGenericType: true } first }, ..]
        && first.GetGenericTypeDefinition() == typeof(InnerService<>));

    public override InnerFactory FactoryFor(Type serviceType)
    {
        Type[] parameters = FallsBack
            ? [serviceType, typeof(FallbackSource), typeof(AmbassadorRuntime), typeof(object), typeof(bool)]
            : [serviceType, typeof(AmbassadorRuntime), typeof(object), typeof(bool)];
        var invoker = ConstructorOf(serviceType, found => found.Select(parameter => parameter.ParameterType).SequenceEqual(parameters));
        return FallsBack
            ? (inner, runtime, fallbacks, serviceKey, ownsInner) => invoker.Invoke([inner, fallbacks, runtime, serviceKey, ownsInner])
            : (inner, runtime, _, serviceKey, ownsInner) => invoker.Invoke(inner, runtime, serviceKey, ownsInner);
    }

    public override TargetsFactory TargetsFactoryFor(Type serviceType)
    {
        var invoker = ConstructorOf(serviceType, found =>
            found is [{ ParameterType: { IsGenericType: true } first }, _, _] && first.GetGenericTypeDefinition() == typeof(TargetSet<>));
        return (targets, runtime, serviceKey) => invoker.Invoke(targets, runtime, serviceKey);
    }

    private ConstructorInvoker ConstructorOf(Type serviceType, Predicate<ParameterInfo[]> isWanted)
    {
        var constructor = Construct(serviceType).GetConstructors().FirstOrDefault(constructor => isWanted(constructor.GetParameters()))
            ?? throw new InvalidOperationException(
                $"'{TypeName.Of(AmbassadorType)}' has no constructor that makes an ambassador of '{TypeName.Of(serviceType)}'.");
        return ConstructorInvoker.Create(constructor);
    }

    [UnconditionalSuppressMessage(
        "AOT", "IL3050",
        Justification = "Value type arguments are refused where code cannot be made; reference types share one body, which the annotated definition keeps.")]
    [UnconditionalSuppressMessage(
        "Trimming", "IL2055",
        Justification = "The arguments have already closed the interface, whose type parameters the generator repeats with what they require.")]
    [return: DynamicallyAccessedMembers(AccessedMembers)]
    private Type Construct(Type serviceType)
    {
        var arguments = serviceType.GetGenericArguments();
        if (!RuntimeFeature.IsDynamicCodeSupported && arguments.FirstOrDefault(argument => argument.IsValueType) is { } value)
        {
            throw new NotSupportedException(
                $"The ambassador of '{TypeName.Of(serviceType)}' cannot be made in a natively compiled program, "
                + $"because '{TypeName.Of(value)}' is a value type.");
        }

        return AmbassadorType.MakeGenericType(arguments);
    }
}
