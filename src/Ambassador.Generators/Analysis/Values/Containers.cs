using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>Types whose values are other values: arrays, tuples, collections and the like of the framework.</summary>
internal static class Containers
{
    /// <summary>The types of what a value holds; none of a type that is no container.</summary>
    public static ImmutableArray<ITypeSymbol> Elements(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => [array.ElementType],
        INamedTypeSymbol { IsTupleType: true } tuple => [.. tuple.TupleElements.Select(static element => element.Type)],
        INamedTypeSymbol { Arity: > 0, IsUnboundGenericType: false } named when IsContainer(named) => named.TypeArguments,
        _ => [],
    };

    /// <summary>Whether a type is compared by what it holds: tuples, pairs, and values that may be missing.</summary>
    public static bool IsComparedByElements(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsTupleType: true } or INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }
        || (type is INamedTypeSymbol { Arity: > 0, Name: "Tuple" or "KeyValuePair" } named && IsContainer(named));

    /// <summary>Whether a type came with the framework, which is known by name or not at all.</summary>
    public static bool IsOfFramework(ITypeSymbol type)
    {
        if (type.ContainingAssembly is not { } assembly || !type.DeclaringSyntaxReferences.IsEmpty)
            return false;

        return assembly.Name is "mscorlib" or "netstandard" or "System"
            || assembly.Name.StartsWith("System.", StringComparison.Ordinal)
            || assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal);
    }

    private static bool IsContainer(INamedTypeSymbol type)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return true;

        if (!IsOfFramework(type))
            return false;

        var @namespace = type.ContainingNamespace?.ToDisplayString() ?? "";
        return @namespace == "System.Collections" || @namespace.StartsWith("System.Collections.", StringComparison.Ordinal)
            || (@namespace == "System" && type.Name is "Tuple" or "Lazy")
            || (@namespace == "System.Linq" && type.Name is "IGrouping" or "ILookup" or "Lookup" or "IOrderedEnumerable");
    }
}
