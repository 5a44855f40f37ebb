using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.CodeFixes;

/// <summary>AMB0003: removes an attribute that has no effect, or the argument of one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemoveAttributeFix : CodeFixProvider
{
    private const string OfAttribute = "Remove the attribute";
    private const string OfArgument = "Remove the argument";

    private static readonly SyntaxAnnotation s_removed = new();

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AMB0003"];

    /// <summary>A document at a time, attributes and arguments alike: fixes of what stands side by side could not be merged.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await RemoveAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var title = root!.FindNode(context.Span).FirstAncestorOrSelf<AttributeArgumentSyntax>() is null ? OfAttribute : OfArgument;
        context.RegisterCodeFix(
            CodeAction.Create(title, cancellationToken => RemoveAsync(context.Document, context.Diagnostics, cancellationToken), equivalenceKey: nameof(RemoveAttributeFix)),
            context.Diagnostics);
    }

    private static async Task<Document> RemoveAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var mistakes = diagnostics.Select(diagnostic => MistakeAt(root.FindNode(diagnostic.Location.SourceSpan))).ToList();
        root = root.TrackNodes(mistakes);
        foreach (var mistake in mistakes)
        {
            // The attribute may have gone with its last argument.
            root = root.GetCurrentNode(mistake) switch
            {
                AttributeArgumentSyntax argument => Remove(argument, root),
                AttributeSyntax attribute => Remove(attribute, root),
                _ => root,
            };
        }

        return document.WithSyntaxRoot(root);
    }

    private static SyntaxNode MistakeAt(SyntaxNode node) =>
        (SyntaxNode?)node.FirstAncestorOrSelf<AttributeArgumentSyntax>() ?? node.FirstAncestorOrSelf<AttributeSyntax>()!;

    private static SyntaxNode Remove(AttributeArgumentSyntax argument, SyntaxNode root)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        if (list.Arguments.Count > 1)
            return root.RemoveNode(argument, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;

        // [Ambassador] asks for an ambassador without any settings too.
        var attribute = (AttributeSyntax)list.Parent!;
        return IsAmbassador(attribute) ? root.RemoveNode(list, SyntaxRemoveOptions.KeepUnbalancedDirectives)! : Remove(attribute, root);
    }

    private static bool IsAmbassador(AttributeSyntax attribute) =>
        attribute.Name.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Last().Identifier.ValueText is "Ambassador" or "AmbassadorAttribute";

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
