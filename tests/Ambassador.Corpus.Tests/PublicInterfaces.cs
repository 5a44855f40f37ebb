using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Corpus.Tests;

/// <summary>Finds the interfaces that a project which references an assembly could name.</summary>
internal static class PublicInterfaces
{
    public static IEnumerable<INamedTypeSymbol> Of(INamespaceSymbol @namespace) =>
        @namespace.GetTypeMembers().SelectMany(Of).Concat(@namespace.GetNamespaceMembers().SelectMany(Of));

    /// <summary>Not where two of the assemblies referenced declare it.</summary>
    public static bool CanBeNamed(INamedTypeSymbol type, Compilation compilation)
    {
        while (type.ContainingType is { } outer)
            type = outer;

        var name = Prefix(type.ContainingNamespace)["global::".Length..] + type.MetadataName;
        return compilation.GetTypesByMetadataName(name).Count(declared => declared.DeclaredAccessibility == Accessibility.Public) == 1;
    }

    /// <summary>The interface as <c>typeof</c> takes it.</summary>
    public static string Unbound(INamedTypeSymbol type)
    {
        var own = Escape(type.Name) + (type.Arity == 0 ? "" : $"<{new string(',', type.Arity - 1)}>");
        return type.ContainingType is { } outer ? $"{Unbound(outer)}.{own}" : Prefix(type.ContainingNamespace) + own;
    }

    private static IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol type)
    {
        if (type.DeclaredAccessibility != Accessibility.Public)
            return [];

        var nested = type.GetTypeMembers().SelectMany(Of);
        return type.TypeKind == TypeKind.Interface ? nested.Prepend(type) : nested;
    }

    private static string Prefix(INamespaceSymbol @namespace) =>
        @namespace.IsGlobalNamespace ? "global::" : Prefix(@namespace.ContainingNamespace) + Escape(@namespace.Name) + ".";

    private static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
