using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Analysis;

/// <summary>Registrations as they are written. The code fixes compile this same file, so that they find what the analyzer has found.</summary>
internal static class RegistrationSyntax
{
    /// <summary>The generated method that decorates what is registered.</summary>
    public const string Decorate = "AddGeneratedAmbassadors";

    /// <summary>Whether a method of this name registers what its first type argument, or its first <c>typeof</c>, names.</summary>
    public static bool IsRegistration(string method) => method switch
    {
        "AddSingleton" or "AddScoped" or "AddTransient" or "AddKeyedSingleton" or "AddKeyedScoped" or "AddKeyedTransient" => true,
        "TryAddSingleton" or "TryAddScoped" or "TryAddTransient" or "TryAddKeyedSingleton" or "TryAddKeyedScoped" or "TryAddKeyedTransient" => true,
        "AddHttpClient" or "AddRefitClient" or "AddKeyedRefitClient" or "AddAmbassadorTargets" => true,
        _ => false,
    };

    /// <summary>Whether a registration of this name returns the services, so that another may follow in the same expression.</summary>
    public static bool ReturnsServices(string method) => IsRegistration(method) && !method.StartsWith("TryAdd") && !method.EndsWith("Client");

    /// <summary>The call of a method that is named after a dot; null where it is not called.</summary>
    public static InvocationExpressionSyntax? CallOf(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access.Parent as InvocationExpressionSyntax : null;

    /// <summary>What a chain of calls begins with: <c>builder.Services</c> of <c>builder.Services.AddLogging().AddSingleton&lt;…&gt;()</c>.</summary>
    public static ExpressionSyntax RootOf(InvocationExpressionSyntax call)
    {
        ExpressionSyntax expression = call;
        while (true)
        {
            switch (expression)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }:
                    expression = access.Expression;
                    break;
                case ParenthesizedExpressionSyntax parenthesized:
                    expression = parenthesized.Expression;
                    break;
                default:
                    return expression;
            }
        }
    }

    /// <summary>The method, function or program whose statements something is part of.</summary>
    public static SyntaxNode BodyOf(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            if (ancestor is MemberDeclarationSyntax and not GlobalStatementSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax)
                return ancestor;
        }

        return node.SyntaxTree.GetRoot();
    }
}
