using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.CodeFixes;

/// <summary>Adds a using of a namespace where a file has none.</summary>
internal static class Usings
{
    public static CompilationUnitSyntax Add(CompilationUnitSyntax unit, string @namespace)
    {
        if (unit.Usings.Any(directive => directive.Alias is null && directive.Name?.ToString() == @namespace))
            return unit;

        var added = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(@namespace))
            .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space))
            .WithTrailingTrivia(EndsOfLines.In(unit));
        if (unit.Usings.Count == 0)
            return unit.WithoutLeadingTrivia().AddUsings(added.WithLeadingTrivia(unit.GetLeadingTrivia()));

        // Before the first that sorts after it; a header stays where it is.
        var index = unit.Usings.IndexOf(directive => directive.Alias is not null || directive.StaticKeyword != default || string.CompareOrdinal(directive.Name?.ToString(), @namespace) > 0);
        if (index < 0)
            index = unit.Usings.Count;

        if (index > 0)
            return unit.WithUsings(unit.Usings.Insert(index, added));

        var first = unit.Usings[0];
        return unit.WithUsings(unit.Usings.Replace(first, first.WithoutLeadingTrivia()).Insert(0, added.WithLeadingTrivia(first.GetLeadingTrivia())));
    }
}
