using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>The interfaces that an interface inherits, each of them once.</summary>
internal static class BaseInterfaces
{
    /// <summary>
    /// Without those that are another in all but nullability, tuple names or <c>dynamic</c>: they come about where assemblies disagree on such
    /// things, and are one interface to whoever implements them.
    /// </summary>
    public static ImmutableArray<INamedTypeSymbol> Of(INamedTypeSymbol type, Compilation compilation)
    {
        var all = type.AllInterfaces;
        ImmutableArray<INamedTypeSymbol>.Builder? distinct = null;
        for (var i = 0; i < all.Length; i++)
        {
            if (IsKnown(all, i, compilation))
            {
                if (distinct is null)
                    (distinct = ImmutableArray.CreateBuilder<INamedTypeSymbol>(all.Length)).AddRange(all, i);
            }
            else
            {
                distinct?.Add(all[i]);
            }
        }

        return distinct?.ToImmutable() ?? all;
    }

    private static bool IsKnown(ImmutableArray<INamedTypeSymbol> all, int index, Compilation compilation)
    {
        var type = all[index];
        if (!type.IsGenericType)
            return false;

        for (var i = 0; i < index; i++)
        {
            if (all[i].IsGenericType
                && SymbolEqualityComparer.Default.Equals(all[i].OriginalDefinition, type.OriginalDefinition)
                && compilation.ClassifyCommonConversion(all[i], type).IsIdentity)
                return true;
        }

        return false;
    }
}
