using System.Globalization;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0031 and AMB0033: policies that the targets that are declared are too few for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TargetsAnalyzer() : AmbassadorAnalyzer(Descriptors.NeverEjects, Descriptors.HedgedToOne)
{
    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        // The name first: nearly all calls are of other methods.
        context.RegisterSyntaxNodeAction(
            context =>
            {
                if (NameOf((InvocationExpressionSyntax)context.Node) is { Identifier.ValueText: DeclaredTargets.MethodName } name)
                    Analyze(annotations, name, context);
            },
            SyntaxKind.InvocationExpression);
    }

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };

    private static void Analyze(AssemblyAnnotations annotations, SimpleNameSyntax name, SyntaxNodeAnalysisContext context)
    {
        if (DeclaredTargets.Read((InvocationExpressionSyntax)context.Node, context.SemanticModel, context.CancellationToken) is not { } targets
            || AnnotatedInterface.Of(targets.Interface.OriginalDefinition, annotations, context.Compilation) is not { } type)
            return;

        JudgeEjection(type, targets.Count, name, context);
        if (targets is { Count: 1, IsPooled: false } && type.Methods.FirstOrDefault(InForce.IsHedged) is { } hedged)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.HedgedToOne, name.GetLocation(), Attributes.Display(hedged.Symbol), Attributes.Display(type.Type)));
    }

    private static void JudgeEjection(AnnotatedInterface type, int count, SimpleNameSyntax name, SyntaxNodeAnalysisContext context)
    {
        // A percentage of 0 is a way to have ejection off until configuration turns it on.
        var settings = type.Settings;
        var percent = settings[PolicyRules.EjectMaxPercent];
        var share = 100.0 / count;
        if (settings[PolicyRules.Eject] == 0 || settings[PolicyRules.EjectAtLeastOne] != 0 || percent == 0 || share <= percent)
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.NeverEjects,
            name.GetLocation(),
            Attributes.Display(type.Type),
            count,
            share.ToString("0.#", CultureInfo.InvariantCulture),
            percent,
            Math.Ceiling(share)));
    }
}
