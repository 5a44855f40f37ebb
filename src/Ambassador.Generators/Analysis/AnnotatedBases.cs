using System.Runtime.CompilerServices;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>The interfaces that a compilation's annotated ones inherit: what they say of themselves holds there. Found once for each compilation.</summary>
internal sealed class AnnotatedBases
{
    private static readonly ConditionalWeakTable<AssemblyAnnotations, AnnotatedBases> s_known = new();

    private readonly HashSet<INamedTypeSymbol> _bases = new(SymbolEqualityComparer.Default);

    private AnnotatedBases(AssemblyAnnotations annotations, Compilation compilation) => AddAll(compilation.Assembly.GlobalNamespace, annotations);

    public static AnnotatedBases Of(AssemblyAnnotations annotations, Compilation compilation) =>
        s_known.GetValue(annotations, annotations => new(annotations, compilation));

    /// <summary>Whether one that is annotated inherits an interface, with whatever type arguments.</summary>
    public bool Contains(INamedTypeSymbol type) => _bases.Contains(type.OriginalDefinition);

    private void AddAll(INamespaceOrTypeSymbol scope, AssemblyAnnotations annotations)
    {
        foreach (var member in scope.GetMembers())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Interface } type && annotations.IsAnnotated(type))
            {
                foreach (var inherited in type.AllInterfaces)
                    _bases.Add(inherited.OriginalDefinition);
            }

            if (member is INamespaceOrTypeSymbol inner)
                AddAll(inner, annotations);
        }
    }
}
