using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Analysis;

/// <summary>A delegate that is handed to a pipeline or a policy of Polly.</summary>
internal static class PollyExecution
{
    /// <summary>Whether a call is of a name that Polly executes delegates by. Asked first: it needs no more than the text.</summary>
    public static bool MayBe(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Execute" or "ExecuteAsync" or "ExecuteAndCapture" or "ExecuteAndCaptureAsync" or "ExecuteOutcomeAsync" };

    /// <summary>Whether it is Polly's, by what may retry.</summary>
    public static bool Retries(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
        && IsPolly(method.ContainingNamespace)
        && MayRetry(((MemberAccessExpressionSyntax)call.Expression).Expression, model, cancellationToken);

    private static bool IsPolly(INamespaceSymbol? @namespace)
    {
        while (@namespace is { ContainingNamespace: { IsGlobalNamespace: false } outer })
            @namespace = outer;

        return @namespace?.Name == "Polly";
    }

    // Where it is plain to see how a pipeline is built, it has to have retries. Others may.
    private static bool MayRetry(ExpressionSyntax pipeline, SemanticModel model, CancellationToken cancellationToken)
    {
        var isBuilt = false;
        foreach (var source in Sources(pipeline, model, cancellationToken))
        {
            foreach (var node in source.DescendantNodesAndSelf())
            {
                if (node is not SimpleNameSyntax { Identifier.ValueText: var name })
                    continue;

                if (name.Contains("Retry") || name.Contains("Hedging"))
                    return true;

                isBuilt |= name is "ResiliencePipelineBuilder" or "Policy";
            }
        }

        return !isBuilt;
    }

    private static IEnumerable<SyntaxNode> Sources(ExpressionSyntax pipeline, SemanticModel model, CancellationToken cancellationToken)
    {
        yield return pipeline;
        if (model.GetSymbolInfo(pipeline, cancellationToken).Symbol is not { Kind: SymbolKind.Local or SymbolKind.Field or SymbolKind.Property } symbol)
            yield break;

        foreach (var reference in symbol.DeclaringSyntaxReferences)
            yield return reference.GetSyntax(cancellationToken);

        if (symbol is ILocalSymbol)
            yield break;

        foreach (var type in symbol.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var node in type.GetSyntax(cancellationToken).DescendantNodes())
            {
                if (node is AssignmentExpressionSyntax { Left: var left } assignment && left.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().LastOrDefault()?.Identifier.ValueText == symbol.Name)
                    yield return assignment.Right;
            }
        }
    }
}
