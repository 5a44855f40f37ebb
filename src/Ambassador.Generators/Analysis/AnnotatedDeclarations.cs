using System.Runtime.CompilerServices;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>What of a compilation carries attributes of this library, by the file in which it is declared. Found once for each compilation.</summary>
/// <remarks>
/// The compiler pays for every symbol that it shows to an analyzer, and most of a project's types are the many small ones that are generated. An analyzer that is shown
/// files instead, and finds its symbols here, costs a twentieth.
/// </remarks>
internal sealed class AnnotatedDeclarations
{
    private static readonly ConditionalWeakTable<AssemblyAnnotations, AnnotatedDeclarations> s_known = new();

    private readonly Dictionary<SyntaxTree, List<INamedTypeSymbol>> _interfaces = [];
    private readonly Dictionary<SyntaxTree, List<ISymbol>> _symbols = [];
    private readonly CancellationToken _cancellationToken;

    private AnnotatedDeclarations(Compilation compilation, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        AddAll(compilation.Assembly.GlobalNamespace);
    }

    public static AnnotatedDeclarations Of(AssemblyAnnotations annotations, Compilation compilation, CancellationToken cancellationToken) =>
        s_known.GetValue(annotations, _ => new(compilation, cancellationToken));

    /// <summary>The interfaces of one file that are to have an ambassador. One in several parts is of the file of the first.</summary>
    public IReadOnlyList<INamedTypeSymbol> InterfacesIn(SyntaxTree file) => _interfaces.TryGetValue(file, out var types) ? types : [];

    /// <summary>The methods of one file that carry attributes of ours, or whose parameters do, and the types that do or have such methods.</summary>
    public IReadOnlyList<ISymbol> SymbolsIn(SyntaxTree file) => _symbols.TryGetValue(file, out var symbols) ? symbols : [];

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
        if (Implementations.IsAmbassador(type))
            return;

        var isMarked = HasOurs(type);
        foreach (var member in type.GetMembers())
        {
            if (member is INamedTypeSymbol nested)
            {
                Add(nested);
            }
            else if (member is IMethodSymbol method && (HasOurs(method) || method.Parameters.Any(HasOurs)))
            {
                Add(method, _symbols);
                isMarked = true;
            }
        }

        if (!isMarked)
            return;

        Add(type, _symbols);
        if (AttributeReader.IsAnnotated(type))
            Add(type, _interfaces);
    }

    private static void Add<T>(T symbol, Dictionary<SyntaxTree, List<T>> byFile)
        where T : ISymbol
    {
        if (symbol.DeclaringSyntaxReferences is not [var first, ..])
            return;

        if (!byFile.TryGetValue(first.SyntaxTree, out var symbols))
            byFile.Add(first.SyntaxTree, symbols = []);

        symbols.Add(symbol);
    }

    private static bool HasOurs(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (OurAttributes.IsOurs(attribute))
                return true;
        }

        return false;
    }
}
