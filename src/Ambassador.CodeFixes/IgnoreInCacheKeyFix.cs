using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Ambassador.CodeFixes;

/// <summary>AMB0011: leaves a parameter out of the key that results are kept by.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class IgnoreInCacheKeyFix : CodeFixProvider
{
    private const string Title = "Leave the parameter out of the cache's key";
    private const string Attribute = "global::Ambassador.CacheKeyIgnore";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AMB0011"];

    /// <summary>A document at a time: parameters of one method are changed together.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await MarkAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // Where an attribute stands for an inherited method, there is no parameter at hand.
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        if (ParameterAt(context.Diagnostics[0], root) is null)
            return;

        context.RegisterCodeFix(
            CodeAction.Create(Title, cancellationToken => MarkAsync(context.Document, context.Diagnostics, cancellationToken), equivalenceKey: Title),
            context.Diagnostics);
    }

    private static async Task<Document> MarkAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var parameters = diagnostics.Select(diagnostic => ParameterAt(diagnostic, root)).OfType<ParameterSyntax>().Distinct();
        return document.WithSyntaxRoot(root.ReplaceNodes(parameters, static (_, parameter) => Mark(parameter)));
    }

    private static ParameterSyntax? ParameterAt(Diagnostic diagnostic, SyntaxNode root) =>
        root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>();

    // What stands before the parameter (a comment, its indentation) stays before the brackets. Nothing is elastic, which would have the lines around formatted anew.
    private static ParameterSyntax Mark(ParameterSyntax parameter)
    {
        var name = SyntaxFactory.ParseName(Attribute).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
        var list = SyntaxFactory.AttributeList(
            SyntaxFactory.Token(default, SyntaxKind.OpenBracketToken, default),
            target: null,
            SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(name)),
            SyntaxFactory.Token(default, SyntaxKind.CloseBracketToken, SyntaxFactory.TriviaList(SyntaxFactory.Space)));
        var marked = parameter.WithoutLeadingTrivia();
        return marked
            .WithAttributeLists(marked.AttributeLists.Insert(0, list))
            .WithLeadingTrivia(parameter.GetLeadingTrivia());
    }
}
