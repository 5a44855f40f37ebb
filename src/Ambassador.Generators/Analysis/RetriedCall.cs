using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Analysis;

/// <summary>A call, as it is written, of a method that its ambassador retries.</summary>
/// <param name="Syntax">The call.</param>
/// <param name="Method">The method.</param>
internal sealed record RetriedCall(InvocationExpressionSyntax Syntax, IMethodSymbol Method, double Attempts)
{
    /// <summary>Those in a piece of code, functions in it aside.</summary>
    public static IEnumerable<RetriedCall> In(SyntaxNode code, SemanticModel model, AssemblyAnnotations annotations, CancellationToken cancellationToken)
    {
        foreach (var node in code.DescendantNodesAndSelf(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            if (node is InvocationExpressionSyntax call && Of(call, model, annotations, cancellationToken) is { } retried)
                yield return retried;
        }
    }

    private static RetriedCall? Of(InvocationExpressionSyntax call, SemanticModel model, AssemblyAnnotations annotations, CancellationToken cancellationToken)
    {
        if (call.Expression is not MemberAccessExpressionSyntax access
            || model.GetTypeInfo(access.Expression, cancellationToken).Type is not INamedTypeSymbol { TypeKind: TypeKind.Interface } type
            || !annotations.IsAnnotated(type)
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { IsStatic: false } called
            || AnnotatedInterface.Of(type.OriginalDefinition, annotations, model.Compilation) is not { } annotated
            || IsBehind(call, annotated.Type, model, cancellationToken))
            return null;

        foreach (var method in annotated.Methods)
        {
            if (SymbolEqualityComparer.Default.Equals(method.Symbol.OriginalDefinition, called.OriginalDefinition))
                return InForce.Retries(method.Settings) > 0 ? new(call, method.Symbol, Analysis.Attempts.Of(method)) : null;
        }

        return null;
    }

    // An implementation that calls another one is behind the ambassador, and what it calls may be no ambassador.
    private static bool IsBehind(InvocationExpressionSyntax call, INamedTypeSymbol type, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetEnclosingSymbol(call.SpanStart, cancellationToken)?.ContainingType is { } caller
        && caller.AllInterfaces.Any(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, type));
}
