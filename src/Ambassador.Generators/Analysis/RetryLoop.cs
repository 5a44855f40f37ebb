using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Analysis;

/// <summary>
/// Tells a loop that tries one call until it succeeds from others that catch: those that work through items, wait for a result to change, or run for as long as the
/// program does.
/// </summary>
internal static class RetryLoop
{
    /// <summary>The loop that a <c>try</c> is repeated by; null where there is none.</summary>
    public static StatementSyntax? Around(TryStatementSyntax attempt)
    {
        SyntaxNode? outer = attempt.Parent;
        while (outer is BlockSyntax or UsingStatementSyntax)
            outer = outer.Parent;

        return outer is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax ? (StatementSyntax)outer : null;
    }

    /// <summary>Whether the loop makes a call again after a failure, and no more after a success.</summary>
    public static bool Retries(StatementSyntax loop, TryStatementSyntax attempt, InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        var (falls, continues) = Swallows(attempt, model, cancellationToken);
        return (falls || continues)
            && IsTheOnlyOne(attempt, call)
            && (EndsWithSuccess(attempt.Block, loop) || (!falls && Leaves(Next(attempt))))
            && !Varies(call, loop, model, cancellationToken);
    }

    // Whether some failure is followed by what stands behind the try, and whether by the next round at once.
    private static (bool Falls, bool Continues) Swallows(TryStatementSyntax attempt, SemanticModel model, CancellationToken cancellationToken)
    {
        var (falls, continues) = (false, false);
        foreach (var clause in attempt.Catches)
        {
            if (clause.Declaration is { } declaration && IsOfTheCaller(model.GetTypeInfo(declaration.Type, cancellationToken).Type))
                continue;

            if (model.AnalyzeControlFlow(clause.Block) is not { Succeeded: true } flow)
                continue;

            falls |= flow.EndPointIsReachable;
            continues |= flow.ExitPoints.Any(static exit => exit is ContinueStatementSyntax);
        }

        return (falls, continues);
    }

    // What an ambassador does not retry either, or has given up on for now: a cancellation, an open circuit.
    private static bool IsOfTheCaller(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (TypeNames.Of(current) is var name && (name == "System.OperationCanceledException" || name.StartsWith("Polly.")))
                return true;
        }

        return false;
    }

    // Of several steps, the loop may be there for another one.
    private static bool IsTheOnlyOne(TryStatementSyntax attempt, InvocationExpressionSyntax call)
    {
        foreach (var node in attempt.Block.DescendantNodes())
        {
            if (node is AwaitExpressionSyntax awaited && !awaited.Span.Contains(call.Span))
                return false;
        }

        return true;
    }

    private static bool EndsWithSuccess(BlockSyntax block, StatementSyntax loop)
    {
        foreach (var statement in block.Statements)
        {
            if (Leaves(statement) || (IsFlag(statement, out var flag) && Condition(loop) is { } condition && Mentions(condition, flag)))
                return true;
        }

        return false;
    }

    private static bool Leaves(SyntaxNode? statement) => statement is ReturnStatementSyntax or BreakStatementSyntax;

    private static StatementSyntax? Next(TryStatementSyntax attempt)
    {
        if (attempt.Parent is not BlockSyntax block)
            return null;

        var index = block.Statements.IndexOf(attempt);
        return index + 1 < block.Statements.Count ? block.Statements[index + 1] : null;
    }

    // "succeeded = true": what a call answers with is another matter.
    private static bool IsFlag(StatementSyntax statement, out string flag)
    {
        flag = "";
        if (statement is not ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax name, Right: LiteralExpressionSyntax value } }
            || !(value.IsKind(SyntaxKind.TrueLiteralExpression) || value.IsKind(SyntaxKind.FalseLiteralExpression)))
            return false;

        flag = name.Identifier.ValueText;
        return true;
    }

    private static ExpressionSyntax? Condition(StatementSyntax loop) => loop switch
    {
        ForStatementSyntax @for => @for.Condition,
        WhileStatementSyntax @while => @while.Condition,
        DoStatementSyntax @do => @do.Condition,
        _ => null,
    };

    private static bool Mentions(ExpressionSyntax expression, string name) =>
        expression.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax mentioned && mentioned.Identifier.ValueText == name);

    // Another argument, or another service, each time: not the same call again. A token of its own for each attempt makes no difference.
    private static bool Varies(InvocationExpressionSyntax call, StatementSyntax loop, SemanticModel model, CancellationToken cancellationToken)
    {
        var written = model.AnalyzeDataFlow(loop) is { Succeeded: true } flow ? flow.WrittenInside : [];
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (model.GetTypeInfo(argument.Expression, cancellationToken).Type is not { Name: "CancellationToken" } && IsOfTheRound(argument))
                return true;
        }

        return IsOfTheRound(call.Expression);

        bool IsOfTheRound(SyntaxNode part)
        {
            foreach (var node in part.DescendantNodesAndSelf())
            {
                if (node is IdentifierNameSyntax name
                    && model.GetSymbolInfo(name, cancellationToken).Symbol is { Kind: SymbolKind.Local or SymbolKind.Parameter } symbol
                    && (written.Contains(symbol, SymbolEqualityComparer.Default) || symbol.Locations.Any(location => location.SourceTree == loop.SyntaxTree && loop.Span.Contains(location.SourceSpan))))
                    return true;
            }

            return false;
        }
    }
}
