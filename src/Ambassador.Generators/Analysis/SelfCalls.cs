using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0024: a call on <c>this</c> of a method that has policies, which it goes past.</summary>
internal static class SelfCalls
{
    public static void Judge(List<ImplementedMethod> methods, INamedTypeSymbol type, TypeDeclarationSyntax declaration, SemanticModelAnalysisContext context)
    {
        var names = new HashSet<string>();
        foreach (var method in methods)
        {
            if (InForce.Policies(method.Annotated).Any())
            {
                names.Add(method.Symbol.Name);
                names.Add(method.Annotated.Symbol.Name);
            }
        }

        if (names.Count == 0)
            return;

        foreach (var node in declaration.DescendantNodes(node => node == declaration || node is not TypeDeclarationSyntax))
        {
            if (node is InvocationExpressionSyntax invocation && NameOf(invocation) is { } name && names.Contains(name))
                Judge(invocation, name, methods, type, context);
        }
    }

    private static void Judge(InvocationExpressionSyntax invocation, string name, List<ImplementedMethod> methods, INamedTypeSymbol type, SemanticModelAnalysisContext context)
    {
        // An overload that hands its call on has been called through the ambassador itself; so has one that calls itself again.
        var member = invocation.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if ((member as MethodDeclarationSyntax)?.Identifier.ValueText == name
            || context.SemanticModel.GetSymbolInfo(invocation, context.CancellationToken).Symbol is not IMethodSymbol { IsStatic: false } symbol
            || Find(symbol, methods) is not { } called)
            return;

        var calling = member is MethodDeclarationSyntax method ? context.SemanticModel.GetDeclaredSymbol(method, context.CancellationToken) : null;
        var around = calling is null ? null : Find(calling, methods)?.Annotated;

        // What is in force for the call around covers this one; but what is kept, is kept for each method.
        var missing = InForce.Policies(called.Annotated)
            .Where(policy => around is null || policy == PolicyRules.CacheSeconds || !InForce.Has(around, policy))
            .Select(policy => InForce.Show(called.Annotated.Settings, policy))
            .ToList();
        if (missing.Count == 0)
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.SelfCall,
            invocation.GetLocation(),
            Attributes.Display((ISymbol?)calling ?? type),
            Attributes.Display(called.Annotated.Symbol),
            string.Join(", ", missing),
            Attributes.Display(called.Annotated.Symbol.ContainingType)));
    }

    private static ImplementedMethod? Find(IMethodSymbol method, List<ImplementedMethod> methods)
    {
        var root = RootOf(method);
        foreach (var candidate in methods)
        {
            if (SymbolEqualityComparer.Default.Equals(root, RootOf(candidate.Symbol))
                || SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, candidate.Annotated.Symbol.OriginalDefinition))
                return candidate;
        }

        return null;
    }

    // Methods with type arguments do not know what they override.
    private static IMethodSymbol RootOf(IMethodSymbol method)
    {
        while (method.OriginalDefinition.OverriddenMethod is { } overridden)
            method = overridden;

        return method.OriginalDefinition;
    }

    // The name of what is called on this, be it said or not.
    private static string? NameOf(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access when IsThis(access.Expression) => access.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsThis(ExpressionSyntax expression) => expression switch
    {
        ThisExpressionSyntax => true,
        ParenthesizedExpressionSyntax inner => IsThis(inner.Expression),
        CastExpressionSyntax cast => IsThis(cast.Expression),
        _ => false,
    };
}
