using System.Collections.Immutable;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>What analyzers have in common that judge what is in force for an interface and its methods, be it annotated itself or by the assembly.</summary>
public abstract class InterfaceRuleAnalyzer : AmbassadorAnalyzer
{
    private protected InterfaceRuleAnalyzer(params ImmutableArray<DiagnosticDescriptor> rules)
        : base(rules)
    {
    }

    private protected sealed override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        context.RegisterSemanticModelAction(context =>
        {
            var (file, compilation) = (context.SemanticModel.SyntaxTree, context.SemanticModel.Compilation);
            foreach (var type in AnnotatedDeclarations.Of(annotations, compilation, context.CancellationToken).InterfacesIn(file))
                Judge(type, annotations, compilation, context.Options, context.ReportDiagnostic, context.CancellationToken);

            foreach (var annotation in annotations.InterfacesIn(file))
            {
                if (annotation is { Earlier: null, Target.Type: { } type })
                    Judge(type, annotations, compilation, context.Options, context.ReportDiagnostic, context.CancellationToken);
            }
        });
    }

    private protected abstract void Judge(AnnotatedInterface type, AnalyzerOptions options, Findings findings);

    private void Judge(
        INamedTypeSymbol type, AssemblyAnnotations annotations, Compilation compilation, AnalyzerOptions options, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        if (AnnotatedInterface.Of(type, annotations, compilation) is not { } annotated)
            return;

        var findings = new Findings(annotated, cancellationToken);
        Judge(annotated, options, findings);
        findings.Report(report);
    }
}
