using System.Runtime.CompilerServices;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>The classes and structs of a compilation that implement its annotated interfaces, ambassadors aside. Found once for each compilation.</summary>
internal sealed class Implementations
{
    private static readonly ConditionalWeakTable<AssemblyAnnotations, Implementations> s_known = new();

    private readonly Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> _byInterface = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, bool> _annotated = new(SymbolEqualityComparer.Default);
    private readonly AssemblyAnnotations _annotations;
    private readonly CancellationToken _cancellationToken;

    private Implementations(AssemblyAnnotations annotations, Compilation compilation, CancellationToken cancellationToken)
    {
        _annotations = annotations;
        _cancellationToken = cancellationToken;
        AddAll(compilation.Assembly.GlobalNamespace);
    }

    public static Implementations Of(AssemblyAnnotations annotations, Compilation compilation, CancellationToken cancellationToken) =>
        s_known.GetValue(annotations, annotations => new(annotations, compilation, cancellationToken));

    /// <summary>The annotated interfaces that anything implements, as they are declared.</summary>
    public IEnumerable<INamedTypeSymbol> Interfaces => _byInterface.Keys;

    /// <summary>Those of one interface, whatever its type arguments are.</summary>
    public IReadOnlyList<INamedTypeSymbol> Of(INamedTypeSymbol type) => _byInterface.TryGetValue(type.OriginalDefinition, out var known) ? known : [];

    private void AddAll(INamespaceOrTypeSymbol scope)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        foreach (var member in scope.GetMembers())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type && !IsAmbassador(type))
            {
                foreach (var implemented in type.AllInterfaces)
                {
                    if (IsAnnotated(implemented.OriginalDefinition))
                        Add(implemented.OriginalDefinition, type);
                }
            }

            if (member is INamespaceOrTypeSymbol inner)
                AddAll(inner);
        }
    }

    private void Add(INamedTypeSymbol implemented, INamedTypeSymbol type)
    {
        if (!_byInterface.TryGetValue(implemented, out var known))
            _byInterface.Add(implemented, known = []);

        if (!known.Contains(type, SymbolEqualityComparer.Default))
            known.Add(type);
    }

    private bool IsAnnotated(INamedTypeSymbol type)
    {
        if (!_annotated.TryGetValue(type, out var annotated))
            _annotated.Add(type, annotated = _annotations.IsAnnotated(type));

        return annotated;
    }

    /// <summary>Whether a type is an ambassador that has been generated.</summary>
    public static bool IsAmbassador(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute is { AttributeClass.Name: "GeneratedCodeAttribute", ConstructorArguments: [{ Value: "Ambassador.Generators" }, ..] })
                return true;
        }

        return false;
    }
}
