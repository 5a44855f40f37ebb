using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>Where a type says itself when two of its values are equal.</summary>
internal static class EqualityMembers
{
    /// <summary>Whether somebody has written an equality for a type; that of a record is made up unless one has.</summary>
    public static bool AreOwn(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers("Equals"))
        {
            if (member is IMethodSymbol { IsStatic: false, IsImplicitlyDeclared: false, Parameters.Length: 1 })
                return true;
        }

        return !type.IsRecord && IsEquatable(type);
    }

    /// <summary>Whether a class or one of its bases has an equality.</summary>
    public static bool AreInherited(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            // What a base is cannot be known where it is missing.
            if (current.TypeKind == TypeKind.Error)
                return true;

            foreach (var member in current.GetMembers("Equals"))
            {
                if (member is IMethodSymbol { IsOverride: true })
                    return true;
            }
        }

        return IsEquatable(type);
    }

    private static bool IsEquatable(INamedTypeSymbol type)
    {
        foreach (var implemented in type.AllInterfaces)
        {
            if (implemented is { Name: "IEquatable", Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }
}
