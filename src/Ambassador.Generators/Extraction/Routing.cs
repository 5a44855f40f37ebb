using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Whether a method can go through the policies: its arguments can be kept for another attempt, its result is one value or a stream.</summary>
internal static class Routing
{
    /// <summary>The shape of a method that can be routed; null for one that is forwarded as it is.</summary>
    public static ReturnShape? ShapeOf(IMethodSymbol method) =>
        ObstacleIn(method) is null ? KnownTypes.ShapeOf(method.ReturnType) : null;

    /// <summary>Why settings of a method have no effect, as the end of a sentence; null where it is routed.</summary>
    public static string? WhyNot(IMethodSymbol method)
    {
        if (method.ContainingType.TypeKind != TypeKind.Interface)
            return "it is not a method of an interface";

        if (method.MethodKind != MethodKind.Ordinary || method.IsStatic || !Signatures.IsImplementable(method))
            return "it is not a method that an ambassador implements";

        if (KnownTypes.IsDisposable(method.ContainingType) || KnownTypes.IsAsyncDisposable(method.ContainingType))
            return "disposal goes past the policies";

        return ObstacleIn(method)
            ?? (KnownTypes.ShapeOf(method.ReturnType) is null ? "its result is yet to be awaited, enumerated or subscribed to by the caller" : null);
    }

    /// <summary>What a caller of a routed method has after awaiting, or one item of a stream; null where that is nothing.</summary>
    public static ITypeSymbol? ResultOf(ITypeSymbol returnType, ReturnShape shape) => shape switch
    {
        ReturnShape.Value => returnType,
        ReturnShape.TaskOfResult or ReturnShape.ValueTaskOfResult or ReturnShape.Stream => ((INamedTypeSymbol)returnType).TypeArguments[0],
        _ => null,
    };

    /// <summary>Whether a method is not routed because the caller has yet to enumerate, await or subscribe to its result.</summary>
    public static bool IsYetToRun(IMethodSymbol method) => ObstacleIn(method) is null && KnownTypes.ShapeOf(method.ReturnType) is null;

    /// <summary>The parameter that keeps a method from being routed: its argument cannot be kept for another attempt; null where that is not the reason.</summary>
    public static IParameterSymbol? UnkeptParameter(IMethodSymbol method) => ObstacleInResult(method) is null ? FirstUnkept(method) : null;

    /// <summary>Where the method's cancellation token stands, or -1. A second one is an argument like any other.</summary>
    public static int TokenIndex(IMethodSymbol method) => IndexOf(method, KnownTypes.IsCancellationToken);

    /// <summary>Where the settings stand that a caller gives for the call, or -1. Others after them are arguments like any other.</summary>
    public static int SettingsIndex(IMethodSymbol method) => IndexOf(method, KnownTypes.IsPolicySettings);

    private static int IndexOf(IMethodSymbol method, Func<ITypeSymbol, bool> isOfType)
    {
        foreach (var parameter in method.Parameters)
        {
            if (isOfType(parameter.Type))
                return parameter.Ordinal;
        }

        return -1;
    }

    private static string? ObstacleIn(IMethodSymbol method)
    {
        if (ObstacleInResult(method) is { } obstacle)
            return obstacle;

        if (FirstUnkept(method) is { } parameter)
            return IsByReference(parameter) ? "a parameter is passed by reference" : "a parameter may not leave the stack";

        foreach (var typeParameter in method.TypeParameters)
        {
            if (typeParameter.AllowsRefLikeType)
                return "a type argument may be a ref struct";

            if (!TypeParameterReader.CanRepeat(typeParameter))
                return "a constraint of a type parameter cannot be stated again";
        }

        return null;
    }

    private static string? ObstacleInResult(IMethodSymbol method)
    {
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            return "it returns by reference";

        if (Signatures.IsStackBound(method.ReturnType))
            return "its result may not leave the stack";

        return Signatures.IsUnsafe(method) ? "it uses pointers" : null;
    }

    private static IParameterSymbol? FirstUnkept(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (IsByReference(parameter) || Signatures.IsStackBound(parameter.Type))
                return parameter;
        }

        return null;
    }

    private static bool IsByReference(IParameterSymbol parameter) => parameter.RefKind is not (RefKind.None or RefKind.In);
}
