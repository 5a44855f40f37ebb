using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.CodeFixes;

/// <summary>AMB0008: says of a write that it can be repeated, or that it is not retried.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RetriedWriteFix : CodeFixProvider
{
    private const string Mark = "Mark the method [Idempotent]";
    private const string SwitchOff = "Set Retry = 0";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AMB0008"];

    /// <summary>A document at a time.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
        await FixAsync(document, diagnostics, context.CodeActionEquivalenceKey == Mark, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (MethodAt(diagnostic, root) is not { } method)
                continue;

            Register(Mark);
            if (!IsRetriedByType(method))
                Register(SwitchOff);

            void Register(string title) => context.RegisterCodeFix(
                CodeAction.Create(title, cancellationToken => FixAsync(context.Document, [diagnostic], title == Mark, cancellationToken), equivalenceKey: title), diagnostic);
        }
    }

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, bool mark, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var compilation = (await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!;
        var imports = new Imports((await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!);
        var arguments = new Dictionary<MethodDeclarationSyntax, AttributeArgumentSyntax?>();
        foreach (var diagnostic in diagnostics)
        {
            if (MethodAt(diagnostic, root) is { } method && (mark || !IsRetriedByType(method)))
                arguments[method] = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeArgumentSyntax>();
        }

        root = root.ReplaceNodes(arguments.Keys, (method, _) => mark ? AttributeLists.With(method, Attribute("Idempotent", method)) : WithoutRetry(method, arguments[method]));
        return document.WithSyntaxRoot(imports.AddTo(root));

        AttributeSyntax Attribute(string name, SyntaxNode member) => SyntaxFactory.Attribute(
            compilation.GetTypeByMetadataName($"Ambassador.{name}Attribute") is { } type ? imports.Name(type, member.SpanStart, name) : SyntaxFactory.IdentifierName(name));

        MethodDeclarationSyntax WithoutRetry(MethodDeclarationSyntax method, AttributeArgumentSyntax? argument)
        {
            if (argument is not null)
                return method.ReplaceNode(argument, argument.WithExpression(Zero().WithTriviaFrom(argument.Expression)));

            if (Attributes(method).FirstOrDefault(IsAmbassador) is { } own)
                return method.ReplaceNode(own, own.AddArgumentListArguments(RetryIsZero(own.ArgumentList?.Arguments.Count > 0)));

            // An interface that the assembly annotates has no [Ambassador] of its own, and must have none.
            return AttributeLists.With(method, Attributes(method.Parent!).Any(IsAmbassador)
                ? Attribute("Ambassador", method).AddArgumentListArguments(RetryIsZero(isBehindOthers: false))
                : Attribute("Retry", method).AddArgumentListArguments(SyntaxFactory.AttributeArgument(Zero())));
        }
    }

    private static LiteralExpressionSyntax Zero() => SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(0));

    private static AttributeArgumentSyntax RetryIsZero(bool isBehindOthers)
    {
        var argument = SyntaxFactory.AttributeArgument(
            SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName("Retry").WithTrailingTrivia(SyntaxFactory.Space)).WithTrailingTrivia(SyntaxFactory.Space), nameColon: null, Zero());
        return isBehindOthers ? argument.WithLeadingTrivia(SyntaxFactory.Space) : argument;
    }

    private static MethodDeclarationSyntax? MethodAt(Diagnostic diagnostic, SyntaxNode root) =>
        root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>();

    private static bool IsAmbassador(AttributeSyntax attribute) => AttributeNames.Are(attribute, "Ambassador");

    // What is retried for exceptions of one type stays so, whatever is said of the others.
    private static bool IsRetriedByType(MethodDeclarationSyntax method) => Attributes(method).Concat(Attributes(method.Parent!)).Any(static attribute =>
        AttributeNames.Are(attribute, "Retry") && attribute.ArgumentList?.Arguments.Any(static argument => argument.NameEquals?.Name.Identifier.ValueText == "On") == true);

    private static IEnumerable<AttributeSyntax> Attributes(SyntaxNode member) =>
        member is MemberDeclarationSyntax declaration ? declaration.AttributeLists.SelectMany(static list => list.Attributes) : [];
}
