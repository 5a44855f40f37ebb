using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>The classes of a compilation that an ambassador may stand before: not abstract ones, nor what answers only for their failures.</summary>
internal static class InnerServices
{
    public static IEnumerable<INamedTypeSymbol> Of(AnnotatedInterface type, CancellationToken cancellationToken)
    {
        var annotations = AssemblyAnnotations.Of(type.Compilation);
        foreach (var implementation in Implementations.Of(annotations, type.Compilation, cancellationToken).Of(type.Type))
        {
            if (!implementation.IsAbstract && !IsFallback(implementation, type, annotations))
                yield return implementation;
        }
    }

    private static bool IsFallback(INamedTypeSymbol implementation, AnnotatedInterface type, AssemblyAnnotations annotations)
    {
        foreach (var method in type.Methods)
        {
            if (method.Settings.IsSet(PolicyRules.Fallback)
                && annotations.FallbackOf(method.Symbol, type.Type)?.Type is { } fallback
                && SymbolEqualityComparer.Default.Equals(fallback.OriginalDefinition, implementation))
                return true;
        }

        return false;
    }
}
