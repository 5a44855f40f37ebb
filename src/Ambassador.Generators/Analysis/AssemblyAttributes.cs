using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>What the analyzers of the assembly's attributes have in common: each attribute is looked at with the file that it stands in.</summary>
internal static class AssemblyAttributes
{
    /// <summary>Whether an attribute stands in the file that is being analyzed.</summary>
    public static bool StandsIn(this AttributeData attribute, SemanticModelAnalysisContext context) =>
        attribute.ApplicationSyntaxReference?.SyntaxTree == context.SemanticModel.SyntaxTree;

    public static Location LocationOf(AttributeData attribute) => attribute.ApplicationSyntaxReference is { } reference
        ? Location.Create(reference.SyntaxTree, reference.Span)
        : Location.None;

    public static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
