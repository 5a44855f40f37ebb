using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Extraction;

/// <summary>The targets that one call of <c>AddAmbassadorTargets</c> declares, where it says so in so many words: as one <c>Add</c> after the other.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Count">How many there are.</param>
/// <param name="IsPooled">Whether each is a pool of instances.</param>
internal sealed record DeclaredTargets(INamedTypeSymbol Interface, int Count, bool IsPooled)
{
    public const string MethodName = "AddAmbassadorTargets";

    /// <summary>What a call declares; null where it is another method's, or where targets come from elsewhere too.</summary>
    public static DeclaredTargets? Read(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { Name: MethodName, TypeArguments: [INamedTypeSymbol { TypeKind: TypeKind.Interface } type] } method
            || method.ContainingType is not { Name: "AmbassadorTargetsExtensions" }
            || Configuration(call) is not { } lambda)
            return null;

        var (count, isPooled) = (0, false);
        foreach (var statement in Expressions(lambda))
        {
            // targets.Add("a").Add("b").Create(…), from its end to its beginning.
            var step = statement;
            for (; step is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }; step = access.Expression)
            {
                switch (access.Name.Identifier.ValueText)
                {
                    case "Add" or "AddKeyed":
                        count++;
                        break;
                    case "Pool":
                        isPooled = true;
                        break;
                    case "Create" or "CreateHttp" or "WarmUp" or "Probe" or "Balance":
                        break;
                    default:
                        return null;
                }
            }

            if (step is not IdentifierNameSyntax receiver || receiver.Identifier.ValueText != ParameterOf(lambda))
                return null;
        }

        return count > 0 ? new(type, count, isPooled) : null;
    }

    private static LambdaExpressionSyntax? Configuration(InvocationExpressionSyntax call)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is LambdaExpressionSyntax lambda)
                return lambda;
        }

        return null;
    }

    // Whatever is not a statement of its own in the lambda (a loop, a condition, a local) makes the number unknown.
    private static IEnumerable<ExpressionSyntax?> Expressions(LambdaExpressionSyntax lambda) => lambda.Block is { } block
        ? block.Statements.Select(static statement => (statement as ExpressionStatementSyntax)?.Expression)
        : [lambda.ExpressionBody];

    private static string? ParameterOf(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.ValueText,
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: [var only] } => only.Identifier.ValueText,
        _ => null,
    };
}
