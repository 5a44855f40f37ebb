using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0007: a token that a timeout would cancel, and that nothing is done with although something called takes one.</summary>
internal static class UnusedTokens
{
    public static void Judge(List<ImplementedMethod> methods, TypeDeclarationSyntax declaration, SemanticModelAnalysisContext context)
    {
        HashSet<ISymbol>? said = null;
        foreach (var method in methods)
        {
            var timeout = InForce.Timeout(method.Annotated.Settings);
            var index = Routing.TokenIndex(method.Annotated.Symbol);
            if (index < 0
                || (timeout is null && !InForce.IsHedged(method.Annotated))
                || DeclarationOf(method.Symbol, declaration, context.CancellationToken) is not { } syntax
                || ((SyntaxNode?)syntax.Body ?? syntax.ExpressionBody) is not { } body)
                continue;

            // A discard says that it is left out on purpose; and what is switched off may use it elsewhere.
            var token = method.Symbol.Parameters[index];
            if (token.Name == "_" || body.ContainsDirectives || IsMentioned(token.Name, body) || FirstDeaf(body, method.Symbol, context) is not { } deaf
                || !(said ??= new(SymbolEqualityComparer.Default)).Add(method.Symbol))
                continue;

            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.UnusedToken,
                token.Locations[0],
                Attributes.Display(method.Symbol),
                token.Name,
                deaf,
                timeout is null ? "an attempt" : InForce.Show(method.Annotated.Settings, timeout),
                Attributes.Display(method.Annotated.Symbol),
                timeout is null ? "has lost the race" : "is up"));
        }
    }

    private static MethodDeclarationSyntax? DeclarationOf(IMethodSymbol method, TypeDeclarationSyntax declaration, CancellationToken cancellationToken)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == declaration.SyntaxTree && reference.GetSyntax(cancellationToken) is MethodDeclarationSyntax syntax && syntax.Parent == declaration)
                return syntax;
        }

        return null;
    }

    private static bool IsMentioned(string name, SyntaxNode body)
    {
        foreach (var token in body.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)
                return true;
        }

        return false;
    }

    // The first thing called that could be stopped. What a lambda calls may be for others than this call.
    private static string? FirstDeaf(SyntaxNode body, IMethodSymbol caller, SemanticModelAnalysisContext context)
    {
        var model = context.SemanticModel;
        foreach (var node in body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            switch (node)
            {
                case InvocationExpressionSyntax invocation
                    when model.GetSymbolInfo(invocation, context.CancellationToken).Symbol is IMethodSymbol called && TakesToken(invocation, called, caller, model, context.CancellationToken):
                    return Attributes.Display(called);
                case CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 } each
                    when model.GetTypeInfo(each.Expression, context.CancellationToken).Type is INamedTypeSymbol { Name: "IAsyncEnumerable", Arity: 1 } stream:
                    return Attributes.Display(stream);
            }
        }

        return null;
    }

    private static bool TakesToken(InvocationExpressionSyntax invocation, IMethodSymbol called, IMethodSymbol caller, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var argument in invocation.ArgumentList.Arguments)
        {
            var type = model.GetTypeInfo(argument.Expression, cancellationToken);
            if ((type.ConvertedType ?? type.Type) is { } given && KnownTypes.IsCancellationToken(given))
                return false;
        }

        if (Routing.TokenIndex(called) >= 0)
            return true;

        var whole = called.GetConstructedReducedFrom() ?? called;
        foreach (var member in whole.ContainingType?.GetMembers(whole.Name) ?? [])
        {
            if (member is IMethodSymbol overload
                && overload.Arity == whole.Arity
                && overload.IsStatic == whole.IsStatic
                && overload.Parameters.Length == whole.Parameters.Length + 1
                && KnownTypes.IsCancellationToken(overload.Parameters[overload.Parameters.Length - 1].Type)
                && !SymbolEqualityComparer.Default.Equals(overload.OriginalDefinition, caller.OriginalDefinition)
                && model.IsAccessible(invocation.SpanStart, overload)
                && TakesTheSame(overload.Arity > 0 ? overload.Construct([.. whole.TypeArguments]) : overload, whole))
                return true;
        }

        return false;
    }

    private static bool TakesTheSame(IMethodSymbol overload, IMethodSymbol called)
    {
        foreach (var parameter in called.Parameters)
        {
            if (!SymbolEqualityComparer.Default.Equals(parameter.Type, overload.Parameters[parameter.Ordinal].Type))
                return false;
        }

        return true;
    }
}
