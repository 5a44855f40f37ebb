using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.CodeFixes;

/// <summary>AMB0003: removes an attribute that has no effect.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemoveAttributeFix : CodeFixProvider
{
    private const string Title = "Remove the attribute";

    private static readonly SyntaxAnnotation s_removed = new();

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AMB0003"];

    /// <summary>A document at a time: fixes of single attributes that stand side by side could not be merged.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await RemoveAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(
            CodeAction.Create(Title, cancellationToken => RemoveAsync(context.Document, context.Diagnostics, cancellationToken), equivalenceKey: Title),
            context.Diagnostics);
        return Task.CompletedTask;
    }

    private static async Task<Document> RemoveAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var attributes = diagnostics
            .Select(diagnostic => root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>()!)
            .ToList();

        root = root.TrackNodes(attributes);
        foreach (var attribute in attributes)
            root = Remove(root.GetCurrentNode(attribute)!, root);

        return document.WithSyntaxRoot(root);
    }

    private static SyntaxNode Remove(AttributeSyntax attribute, SyntaxNode root)
    {
        if (attribute.Parent is not AttributeListSyntax { Attributes.Count: 1 } list)
            return root.RemoveNode(attribute, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;

        var next = list.GetLastToken().GetNextToken();
        var trivia = TriviaWithout(list, next);
        root = root.ReplaceSyntax(
            nodes: [list],
            computeReplacementNode: static (_, node) => node.WithAdditionalAnnotations(s_removed),
            tokens: [next],
            computeReplacementToken: (_, token) => token.WithLeadingTrivia(trivia),
            trivia: [],
            computeReplacementTrivia: static (_, kept) => kept);
        return root.RemoveNode(root.GetAnnotatedNodes(s_removed).Single(), SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    // What stands before the brackets (a comment, the documentation of a method) belongs to what follows them and takes their place.
    private static IEnumerable<SyntaxTrivia> TriviaWithout(AttributeListSyntax list, SyntaxToken next)
    {
        var before = list.GetLeadingTrivia();
        var after = next.LeadingTrivia;
        if (!list.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            return before.Concat(after);

        // A whole line goes: its indentation with it, and one of two blank lines around it.
        if (before is [.., { RawKind: (int)SyntaxKind.WhitespaceTrivia }])
            before = before.RemoveAt(before.Count - 1);

        if (before is [.., { RawKind: (int)SyntaxKind.EndOfLineTrivia }] && after is [{ RawKind: (int)SyntaxKind.EndOfLineTrivia }, ..])
            after = after.RemoveAt(0);

        return before.Concat(after);
    }
}
