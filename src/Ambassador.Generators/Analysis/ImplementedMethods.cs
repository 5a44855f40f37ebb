using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>A method of a class that stands behind an ambassador.</summary>
/// <param name="Symbol">The method that implements.</param>
/// <param name="Annotated">The interface's method, as it is called.</param>
internal sealed record ImplementedMethod(IMethodSymbol Symbol, AnnotatedMethod Annotated);

/// <summary>What a class implements of annotated interfaces.</summary>
internal static class ImplementedMethods
{
    /// <summary>The methods of a type, inherited ones included, that implement what goes through the policies.</summary>
    public static List<ImplementedMethod> Of(INamedTypeSymbol type, AssemblyAnnotations annotations, Compilation compilation)
    {
        var methods = new List<ImplementedMethod>();
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var implemented in type.AllInterfaces)
        {
            var definition = implemented.OriginalDefinition;
            if (!seen.Add(definition) || !MayBeAnnotated(definition, annotations, compilation) || AnnotatedInterface.Of(definition, annotations, compilation) is not { } annotated)
                continue;

            foreach (var method in annotated.Methods)
            {
                foreach (var found in Find(type, method.Symbol))
                    methods.Add(new(found, method));
            }
        }

        return methods;
    }

    /// <summary>The methods by which a type implements a method, one for each construction of its interface.</summary>
    public static IEnumerable<IMethodSymbol> Find(INamedTypeSymbol type, IMethodSymbol method)
    {
        foreach (var declaring in type.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(declaring.OriginalDefinition, method.ContainingType.OriginalDefinition))
                continue;

            foreach (var member in declaring.GetMembers(method.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition)
                    && type.FindImplementationForInterfaceMember(member) is IMethodSymbol found)
                    yield return found;
            }
        }
    }

    // Reading attributes from metadata costs, and few assemblies have any of ours.
    private static bool MayBeAnnotated(INamedTypeSymbol type, AssemblyAnnotations annotations, Compilation compilation) =>
        MethodPlaces.IsOurs(type, compilation) || annotations.Names(type) || EnvironmentReader.ReferencesRuntime(type.ContainingAssembly);
}
