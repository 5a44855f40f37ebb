using System.Collections.Immutable;
using System.Composition;
using Ambassador.Generators.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.CodeFixes;

/// <summary>AMB0025: calls AddGeneratedAmbassadors() after the registrations, or moves the call behind them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DecorateRegistrationsFix : CodeFixProvider
{
    private const string Title = "Call AddGeneratedAmbassadors() after the registrations";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AMB0025"];

    /// <summary>A document at a time: each fix may need the same using.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || Fixed(root, context.Diagnostics[0]) is null)
            return;

        context.RegisterCodeFix(
            CodeAction.Create(Title, cancellationToken => FixAsync(context.Document, context.Diagnostics, cancellationToken), equivalenceKey: Title),
            context.Diagnostics);
    }

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var needsUsing = false;

        // From the end, so that the places of those before stay what they are.
        foreach (var diagnostic in diagnostics.OrderByDescending(static diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            if (Fixed(root, diagnostic) is not { } better)
                continue;

            root = better;
            needsUsing |= model.LookupNamespacesAndTypes(diagnostic.Location.SourceSpan.Start, name: "ServiceCollectionServiceExtensions").IsEmpty;
        }

        return document.WithSyntaxRoot(needsUsing ? Usings.Add((CompilationUnitSyntax)root, "Microsoft.Extensions.DependencyInjection") : root);
    }

    private static SyntaxNode? Fixed(SyntaxNode root, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations is not [var place, ..] || NameAt(root, place) is not { } registration || RegistrationSyntax.CallOf(registration) is not { } call)
            return null;

        var blamed = NameAt(root, diagnostic.Location);
        return blamed?.Identifier.ValueText == RegistrationSyntax.Decorate ? Move(root, blamed, registration) : Add(root, call, registration.Identifier.ValueText);
    }

    private static SimpleNameSyntax? NameAt(SyntaxNode root, Location location) =>
        root.FullSpan.Contains(location.SourceSpan) ? root.FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<SimpleNameSyntax>() : null;

    private static SyntaxNode? Add(SyntaxNode root, InvocationExpressionSyntax registration, string method)
    {
        var services = RegistrationSyntax.RootOf(registration);
        var body = RegistrationSyntax.BodyOf(registration);
        if (registration.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax statement
            && RegistrationSyntax.BodyOf(statement) == body
            && IsPath(services)
            && PlaceAfter(statement, body, services) is { } place)
            return StatementInsertion.After(root, place, SyntaxFactory.ParseStatement($"{services.WithoutTrivia()}.{RegistrationSyntax.Decorate}();"));

        // Part of an expression: the call becomes part of it, too.
        return RegistrationSyntax.ReturnsServices(method)
            ? root.ReplaceNode(registration, Decorated(registration.WithoutTrailingTrivia()).WithTrailingTrivia(registration.GetTrailingTrivia()))
            : null;
    }

    private static InvocationExpressionSyntax Decorated(ExpressionSyntax services) => SyntaxFactory.InvocationExpression(
        SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, services, SyntaxFactory.IdentifierName(RegistrationSyntax.Decorate)));

    // A registration may depend on a condition; the call does not. It stands as far inside as what it is called on.
    private static StatementSyntax? PlaceAfter(StatementSyntax statement, SyntaxNode body, ExpressionSyntax services)
    {
        var name = services.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().First().Identifier.ValueText;
        var place = StatementInsertion.IsInList(statement) ? statement : null;
        foreach (var outer in statement.Ancestors().TakeWhile(ancestor => ancestor != body).OfType<StatementSyntax>())
        {
            if (outer.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name && token.Parent is VariableDeclaratorSyntax or ForEachStatementSyntax))
                break;

            if (StatementInsertion.IsInList(outer))
                place = outer;
        }

        return place;
    }

    private static SyntaxNode? Move(SyntaxNode root, SimpleNameSyntax decorate, SimpleNameSyntax registration)
    {
        if (RegistrationSyntax.CallOf(decorate)?.Parent is not ExpressionStatementSyntax call)
            return null;

        var siblings = call.Parent is GlobalStatementSyntax global ? global.Parent : call.Parent;
        var last = registration.AncestorsAndSelf().OfType<StatementSyntax>()
            .FirstOrDefault(statement => (statement.Parent is GlobalStatementSyntax global ? global.Parent : statement.Parent) == siblings);
        return last is null || last == call || !StatementInsertion.IsInList(call) ? null : StatementInsertion.Move(root, call, last);
    }

    private static bool IsPath(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax => true,
        MemberAccessExpressionSyntax { Name: IdentifierNameSyntax } access => access.Expression is ThisExpressionSyntax || IsPath(access.Expression),
        _ => false,
    };
}
