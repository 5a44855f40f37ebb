using System.Runtime.CompilerServices;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>The interfaces of a compilation that are annotated themselves, by the file in which each is declared. Found once for each compilation.</summary>
/// <remarks>
/// The compiler pays for every type that it shows to an analyzer, and most of a project's types are the many small ones that are generated. An analyzer that is shown
/// files instead, and finds its interfaces here, costs a twentieth.
/// </remarks>
internal sealed class AnnotatedDeclarations
{
    private static readonly ConditionalWeakTable<AssemblyAnnotations, AnnotatedDeclarations> s_known = new();

    private readonly Dictionary<SyntaxTree, List<INamedTypeSymbol>> _byFile = [];
    private readonly CancellationToken _cancellationToken;

    private AnnotatedDeclarations(Compilation compilation, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        AddAll(compilation.Assembly.GlobalNamespace);
    }

    public static AnnotatedDeclarations Of(AssemblyAnnotations annotations, Compilation compilation, CancellationToken cancellationToken) =>
        s_known.GetValue(annotations, _ => new(compilation, cancellationToken));

    /// <summary>Those of one file. An interface in several parts is of the file of the first.</summary>
    public IReadOnlyList<INamedTypeSymbol> In(SyntaxTree file) => _byFile.TryGetValue(file, out var types) ? types : [];

    private void AddAll(INamespaceSymbol @namespace)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        foreach (var member in @namespace.GetMembers())
        {
            if (member is INamespaceSymbol inner)
                AddAll(inner);
            else
                Add((INamedTypeSymbol)member);
        }
    }

    private void Add(INamedTypeSymbol type)
    {
        if (AttributeReader.IsAnnotated(type) && type.DeclaringSyntaxReferences is [var first, ..])
        {
            if (!_byFile.TryGetValue(first.SyntaxTree, out var types))
                _byFile.Add(first.SyntaxTree, types = []);

            types.Add(type);
        }

        foreach (var nested in type.GetTypeMembers())
            Add(nested);
    }
}
