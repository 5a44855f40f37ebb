using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.CodeFixes;

/// <summary>Names types in a file by their plain names, and gives it the usings that it lacks for them.</summary>
internal sealed class Imports(SemanticModel model)
{
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>A type's name at a place in the file; with all its namespaces where the plain one means something else.</summary>
    /// <param name="type">A type without type arguments, in a namespace.</param>
    /// <param name="position">Where it is to be named.</param>
    /// <param name="written">What is written for the type's plain name, as attributes have no suffix.</param>
    public NameSyntax Name(INamedTypeSymbol type, int position, string? written = null)
    {
        written ??= type.Name;
        var known = model.LookupNamespacesAndTypes(position, name: type.Name);
        if (known.Contains(type, SymbolEqualityComparer.Default))
            return SyntaxFactory.IdentifierName(written);

        var @namespace = type.ContainingNamespace.ToDisplayString();
        if (!known.IsEmpty)
            return SyntaxFactory.ParseName($"global::{@namespace}.{written}");

        _missing.Add(@namespace);
        return SyntaxFactory.IdentifierName(written);
    }

    /// <summary>The file with the usings that the names so far have made necessary.</summary>
    public SyntaxNode AddTo(SyntaxNode root)
    {
        var unit = (CompilationUnitSyntax)root;
        foreach (var @namespace in _missing)
            unit = Add(@namespace, unit);

        return unit;
    }

    private static CompilationUnitSyntax Add(string @namespace, CompilationUnitSyntax unit)
    {
        var endOfLine = EndsOfLines.In(unit);
        var directive = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(@namespace))
            .WithUsingKeyword(SyntaxFactory.Token([], SyntaxKind.UsingKeyword, [SyntaxFactory.Space]))
            .WithTrailingTrivia(endOfLine);
        if (unit.Usings.Count == 0)
            return unit.WithUsings([directive.WithTrailingTrivia(endOfLine, endOfLine)]);

        var index = IndexFor(@namespace, unit.Usings);
        if (index > 0)
            return unit.WithUsings(unit.Usings.Insert(index, directive));

        // The head of the file stays its head.
        var first = unit.Usings[0];
        return unit.WithUsings(unit.Usings.Replace(first, first.WithoutLeadingTrivia()).Insert(0, directive.WithLeadingTrivia(first.GetLeadingTrivia())));
    }

    // Among those that begin alike, in the order of the alphabet; else before all others.
    private static int IndexFor(string @namespace, SyntaxList<UsingDirectiveSyntax> usings)
    {
        var index = -1;
        var start = @namespace.Split('.')[0];
        for (var i = 0; i < usings.Count; i++)
        {
            if (usings[i] is not { Alias: null, Name: { } name } || usings[i].StaticKeyword.IsKind(SyntaxKind.StaticKeyword) || name.ToString().Split('.')[0] != start)
                continue;

            if (string.CompareOrdinal(name.ToString(), @namespace) > 0)
                return index < 0 ? i : index;

            index = i + 1;
        }

        return Math.Max(index, 0);
    }
}
