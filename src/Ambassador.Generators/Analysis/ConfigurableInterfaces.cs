using Ambassador.Configuration;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>
/// The interfaces that a program's configuration may name: those with ambassadors, of the project and of what it references. What is set for one that only another
/// project names is not to be seen.
/// </summary>
internal static class ConfigurableInterfaces
{
    private static readonly SymbolDisplayFormat s_names = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    public static IReadOnlyList<(KnownInterface Known, AnnotatedInterface? Type)> Of(Compilation compilation, AssemblyAnnotations annotations, CancellationToken cancellationToken)
    {
        var found = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        AddAll(compilation.Assembly.GlobalNamespace, found, cancellationToken);
        found.UnionWith(annotations.Interfaces.Select(static annotation => annotation.Target.Type).OfType<INamedTypeSymbol>());
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (!EnvironmentReader.ReferencesRuntime(assembly))
                continue;

            AddAll(assembly.GlobalNamespace, found, cancellationToken);
            found.UnionWith(assembly.GetAttributes().Where(OurAttributes.IsAmbassadorFor).Select(static attribute => AnnotationTarget.Read(attribute).Type).OfType<INamedTypeSymbol>());
        }

        return [.. found.Select(type => (KnownOf(type, compilation), AnnotatedInterface.Of(type, annotations, compilation)))];
    }

    private static KnownInterface KnownOf(INamedTypeSymbol type, Compilation compilation) =>
        new(type.ToDisplayString(s_names), [.. RoutedMethods.Of(type, compilation).Select(static method => method.Name).Distinct()]);

    private static void AddAll(INamespaceOrTypeSymbol scope, HashSet<INamedTypeSymbol> found, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var member in scope.GetMembers())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Interface } type && AttributeReader.IsAnnotated(type))
                found.Add(type);

            if (member is INamespaceOrTypeSymbol inner)
                AddAll(inner, found, cancellationToken);
        }
    }
}
