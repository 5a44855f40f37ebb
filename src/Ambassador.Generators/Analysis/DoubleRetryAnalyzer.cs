using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0028: retries by hand around a call that its ambassador retries.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DoubleRetryAnalyzer() : AmbassadorAnalyzer(Descriptors.DoubleRetry)
{
    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        context.RegisterSyntaxNodeAction(context => AnalyzeTry((TryStatementSyntax)context.Node, annotations, context), SyntaxKind.TryStatement);
        context.RegisterSyntaxNodeAction(context => AnalyzeCall((InvocationExpressionSyntax)context.Node, annotations, context), SyntaxKind.InvocationExpression);
    }

    private static void AnalyzeTry(TryStatementSyntax attempt, AssemblyAnnotations annotations, SyntaxNodeAnalysisContext context)
    {
        if (attempt.Catches.Count == 0 || RetryLoop.Around(attempt) is not { } loop)
            return;

        foreach (var call in RetriedCall.In(attempt.Block, context.SemanticModel, annotations, context.CancellationToken))
        {
            if (RetryLoop.Retries(loop, attempt, call.Syntax, context.SemanticModel, context.CancellationToken))
                Report(call, "the loop around the call", context);
        }
    }

    private static void AnalyzeCall(InvocationExpressionSyntax execution, AssemblyAnnotations annotations, SyntaxNodeAnalysisContext context)
    {
        if (!PollyExecution.MayBe(execution))
            return;

        foreach (var argument in execution.ArgumentList.Arguments)
        {
            if (argument.Expression is not LambdaExpressionSyntax lambda)
                continue;

            foreach (var call in RetriedCall.In(lambda.Body, context.SemanticModel, annotations, context.CancellationToken))
            {
                if (PollyExecution.Retries(execution, context.SemanticModel, context.CancellationToken))
                    Report(call, "the Polly pipeline around the call", context);
            }
        }
    }

    private static void Report(RetriedCall call, string around, SyntaxNodeAnalysisContext context) => context.ReportDiagnostic(
        Diagnostic.Create(Descriptors.DoubleRetry, call.Syntax.GetLocation(), Attributes.Display(call.Method), call.Attempts, around));
}
