using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>Types told by their names: what rules know of other libraries may not be referenced, or stand in several of them.</summary>
internal static class TypeNames
{
    /// <summary>A type's name with its namespace, less type arguments: <c>System.Collections.Generic.List</c>.</summary>
    public static string Of(ITypeSymbol type) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } @namespace ? $"{@namespace.ToDisplayString()}.{type.Name}" : type.Name;

    /// <summary>The first of a type, its bases and what it implements that has one of these names; null where none has.</summary>
    public static INamedTypeSymbol? FindIn(ITypeSymbol type, ISet<string> names)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            if (names.Contains(Of(current)))
                return current;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (names.Contains(Of(implemented)))
                return implemented;
        }

        return null;
    }
}
