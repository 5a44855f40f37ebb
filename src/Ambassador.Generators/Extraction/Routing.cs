using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Whether a method can go through the policies: its arguments can be kept for another attempt, its result is one value.</summary>
internal static class Routing
{
    /// <summary>The shape of a method that can be routed; null for one that is forwarded as it is.</summary>
    public static ReturnShape? ShapeOf(IMethodSymbol method)
    {
        if (method.ReturnsByRef || method.ReturnsByRefReadonly || Signatures.IsStackBound(method.ReturnType) || Signatures.IsUnsafe(method))
            return null;

        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind is not (RefKind.None or RefKind.In) || Signatures.IsStackBound(parameter.Type))
                return null;
        }

        foreach (var parameter in method.TypeParameters)
        {
            if (parameter.AllowsRefLikeType || !TypeParameterReader.CanRepeat(parameter))
                return null;
        }

        return KnownTypes.ShapeOf(method.ReturnType);
    }

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
}
