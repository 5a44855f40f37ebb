using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>Attributes as the analyzers report on them. Those of the assembly are looked at with the file that each stands in.</summary>
internal static class Attributes
{
    /// <summary>Whether an attribute stands in the file that is being analyzed.</summary>
    public static bool StandsIn(this AttributeData attribute, SemanticModelAnalysisContext context) =>
        attribute.ApplicationSyntaxReference?.SyntaxTree == context.SemanticModel.SyntaxTree;

    /// <summary>Where an attribute stands.</summary>
    public static Location LocationOf(AttributeData attribute) => attribute.ApplicationSyntaxReference is { } reference
        ? Location.Create(reference.SyntaxTree, reference.Span)
        : Location.None;

    /// <summary>A type or a method as messages name it.</summary>
    public static string Display(ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
