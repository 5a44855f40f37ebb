using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.CodeFixes;

/// <summary>AMB0028: takes a call out of the Polly pipeline around it, where the call is all that the pipeline executes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnwrapPollyFix : CodeFixProvider
{
    private const string Title = "Call without the pipeline";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["AMB0028"];

    /// <summary>A document at a time: what is around several calls may be one expression.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null || Unwrapped(root, model, context.Diagnostics[0], context.CancellationToken) is null)
            return;

        context.RegisterCodeFix(
            CodeAction.Create(Title, cancellationToken => FixAsync(context.Document, context.Diagnostics, cancellationToken), equivalenceKey: Title),
            context.Diagnostics);
    }

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var unwrapped = new Dictionary<SyntaxNode, SyntaxNode>();
        foreach (var diagnostic in diagnostics)
        {
            if (Unwrapped(root, model, diagnostic, cancellationToken) is var (execution, call))
                unwrapped[execution] = call;
        }

        return document.WithSyntaxRoot(root.ReplaceNodes(unwrapped.Keys, (execution, _) => unwrapped[execution]));
    }

    private static (SyntaxNode Execution, SyntaxNode Call)? Unwrapped(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || call.FirstAncestorOrSelf<LambdaExpressionSyntax>() is not { ExpressionBody: { } body } lambda
            || Awaited(body, lambda.AsyncKeyword != default) != call
            || lambda is not { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax execution } } }
            || execution.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Execute" or "ExecuteAsync" }
            || HasCommentsBeside(execution, call)
            || !(IsAwaited(execution) || SameType(execution, call, model, cancellationToken)))
            return null;

        return model.GetSymbolInfo(lambda, cancellationToken).Symbol is IMethodSymbol { Parameters: var parameters } && TokenOf(execution, lambda, parameters, model, cancellationToken) is { } token
            ? (execution, WithToken(call, parameters, token, model, cancellationToken).WithTriviaFrom(execution))
            : null;
    }

    // The call of "await call", of "await call.ConfigureAwait(false)", and of "new ValueTask<T>(call)".
    private static ExpressionSyntax Awaited(ExpressionSyntax body, bool isAsync)
    {
        if (!isAsync)
            return body is ObjectCreationExpressionSyntax { Type: GenericNameSyntax { Identifier.ValueText: "ValueTask" }, ArgumentList.Arguments: [var task] } ? task.Expression : body;

        return body is not AwaitExpressionSyntax { Expression: var awaited } ? body
            : awaited is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } configured } ? configured.Expression
            : awaited;
    }

    private static bool IsAwaited(InvocationExpressionSyntax execution) =>
        execution.Parent is AwaitExpressionSyntax
        || execution.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax { Parent: AwaitExpressionSyntax } };

    private static bool SameType(InvocationExpressionSyntax execution, InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken) =>
        SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(execution, cancellationToken).Type, model.GetTypeInfo(call, cancellationToken).Type);

    private static bool HasCommentsBeside(InvocationExpressionSyntax execution, InvocationExpressionSyntax call) =>
        execution.DescendantTrivia().Any(trivia =>
            !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia) && execution.Span.Contains(trivia.Span) && !call.Span.Contains(trivia.Span));

    // What the pipeline hands on to the call: the token that it was given itself. Null where it is given or hands on more than that.
    private static ExpressionSyntax? TokenOf(
        InvocationExpressionSyntax execution, LambdaExpressionSyntax lambda, ImmutableArray<IParameterSymbol> parameters, SemanticModel model, CancellationToken cancellationToken)
    {
        if (parameters.Length > 1 || parameters.Any(static parameter => !IsToken(parameter.Type)))
            return null;

        ExpressionSyntax token = SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression, SyntaxFactory.Token(SyntaxKind.DefaultKeyword));
        foreach (var argument in execution.ArgumentList.Arguments)
        {
            if (argument.Expression == lambda)
                continue;

            if (execution.ArgumentList.Arguments.Count > 2 || !IsToken(model.GetTypeInfo(argument.Expression, cancellationToken).ConvertedType))
                return null;

            token = argument.Expression;
        }

        return token.WithoutTrivia();
    }

    private static bool IsToken(ITypeSymbol? type) => type is { Name: "CancellationToken", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } };

    private static InvocationExpressionSyntax WithToken(
        InvocationExpressionSyntax call, ImmutableArray<IParameterSymbol> parameters, ExpressionSyntax token, SemanticModel model, CancellationToken cancellationToken) => call.ReplaceNodes(
        call.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => parameters.Contains(model.GetSymbolInfo(name, cancellationToken).Symbol, SymbolEqualityComparer.Default)),
        (_, name) => token.WithTriviaFrom(name));
}
