using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>How an ambassador gets its name, and whether that name is free.</summary>
internal static class Naming
{
    private const string Suffix = "Ambassador";
    private const string GeneratorName = "Ambassador.Generators";

    /// <summary>The name of an interface's ambassador.</summary>
    public static AmbassadorName NameOf(INamedTypeSymbol type)
    {
        var name = StripPrefix(type.Name);
        var arity = type.Arity;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = outer.Name + name;
            arity += outer.Arity;
        }

        return new(FullName(type.ContainingNamespace), name + Suffix, arity);
    }

    /// <summary>The full name of a type without type parameters, as configuration and messages show it.</summary>
    public static string FullName(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
            return FullName(outer) + "." + type.Name;

        var @namespace = FullName(type.ContainingNamespace);
        return @namespace.Length == 0 ? type.Name : @namespace + "." + type.Name;
    }

    /// <summary>The name by which an assembly finds the type.</summary>
    public static string MetadataName(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
            return MetadataName(outer) + "+" + type.MetadataName;

        var @namespace = FullName(type.ContainingNamespace);
        return @namespace.Length == 0 ? type.MetadataName : @namespace + "." + type.MetadataName;
    }

    /// <summary>
    /// What already has the name of an interface's ambassador: a type or namespace of the user's, or a second annotated interface
    /// that comes first. Of two interfaces with the same claim, the one whose documentation name is the lesser keeps it.
    /// </summary>
    /// <param name="scope">The namespace that the ambassador stands in.</param>
    /// <param name="name">Its name.</param>
    /// <param name="self">The interface; null where every other claim comes first.</param>
    /// <param name="isAnnotated">Whether an interface claims a name.</param>
    public static ISymbol? FindRival(INamespaceSymbol scope, AmbassadorName name, INamedTypeSymbol? self, Func<INamedTypeSymbol, bool> isAnnotated)
    {
        foreach (var member in scope.GetMembers(name.ClassName))
        {
            if (member is not INamedTypeSymbol taken || (taken.Arity == name.Arity && !IsOurs(taken)))
                return member;
        }

        // What has been numbered is nobody else's claim.
        return name.ClassName.EndsWith(Suffix, StringComparison.Ordinal)
            ? FindClaimant(scope, name.ClassName.Substring(0, name.ClassName.Length - Suffix.Length), name.Arity, self, isAnnotated)
            : null;
    }

    // An analyzer sees what the generator has already written; the generator itself does not.
    private static bool IsOurs(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute is { AttributeClass.Name: "GeneratedCodeAttribute", ConstructorArguments: [{ Value: GeneratorName }, ..] })
                return true;
        }

        return false;
    }

    // Claims are found from the name backwards, by looking up the few names that could lead to it: no other type is touched.
    private static INamedTypeSymbol? FindClaimant(
        INamespaceOrTypeSymbol scope, string claim, int arity, INamedTypeSymbol? self, Func<INamedTypeSymbol, bool> isAnnotated)
    {
        if (claim.Length == 0)
            return null;

        if (StripPrefix(claim) == claim && Earlier(scope, claim, arity, self, isAnnotated) is { } plain)
            return plain;

        if (char.IsUpper(claim[0]) && Earlier(scope, "I" + claim, arity, self, isAnnotated) is { } prefixed)
            return prefixed;

        for (var length = 1; length < claim.Length; length++)
        {
            foreach (var outer in scope.GetTypeMembers(Prefixes.Of(claim, length)))
            {
                if (FindClaimant(outer, claim.Substring(length), arity - outer.Arity, self, isAnnotated) is { } nested)
                    return nested;
            }
        }

        return null;
    }

    private static INamedTypeSymbol? Earlier(
        INamespaceOrTypeSymbol scope, string name, int arity, INamedTypeSymbol? self, Func<INamedTypeSymbol, bool> isAnnotated)
    {
        foreach (var candidate in scope.GetTypeMembers(name, Math.Max(arity, 0)))
        {
            if (!SymbolEqualityComparer.Default.Equals(candidate, self)
                && isAnnotated(candidate)
                && (self is null || string.CompareOrdinal(candidate.GetDocumentationCommentId(), self.GetDocumentationCommentId()) < 0))
                return candidate;
        }

        return null;
    }

    private static string StripPrefix(string name) =>
        name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) ? name.Substring(1) : name;

    /// <summary>The full name of a namespace; empty for the global one.</summary>
    public static string FullName(INamespaceSymbol @namespace)
    {
        if (@namespace.IsGlobalNamespace)
            return "";

        var outer = @namespace.ContainingNamespace;
        return outer.IsGlobalNamespace ? @namespace.Name : FullName(outer) + "." + @namespace.Name;
    }
}
