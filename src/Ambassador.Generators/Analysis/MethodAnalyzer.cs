using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>
/// AMB0003, AMB0009 and AMB0012: an attribute on a method that no policy applies to. AMB0003: a key that chooses no target. AMB0020: a probe that does not fit.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MethodAnalyzer() : AmbassadorAnalyzer(Descriptors.NoEffect, Descriptors.NothingToCache, Descriptors.ByReference, Descriptors.Probe)
{
    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        RegisterAnnotated(context, annotations, Analyze, SymbolKind.Method);
    }

    private static void Analyze(AnnotatedSymbol context)
    {
        var method = (IMethodSymbol)context.Symbol;
        AnalyzeKeys(context, method);
        if (ProbeReader.Find(method) is { } probe && ProbeReader.WhyNot(method) is { } misfit)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Probe, Attributes.LocationOf(probe), Attributes.Display(method), misfit));

        if (Routing.WhyNot(method) is not { } reason)
            return;

        foreach (var attribute in method.GetAttributes())
        {
            if (OurAttributes.HasAllSettings(attribute) || PolicyReader.IsOfOnePolicy(attribute))
                context.ReportDiagnostic(ForwardedMethods.Judge(attribute, method, Attributes.Display(method), reason, context.CancellationToken));
        }
    }

    private static void AnalyzeKeys(AnnotatedSymbol context, IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (!type.GetAttributes().Any(OurAttributes.IsAmbassador) || OurAttributes.IsBalanced(type))
            return;

        foreach (var parameter in method.Parameters)
        {
            if (parameter.GetAttributes().FirstOrDefault(OurAttributes.IsHashKey) is { } key)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.NoEffect,
                    Attributes.LocationOf(key),
                    Attributes.NameOf(key),
                    $"{Attributes.Display(method)}, {parameter.Name}",
                    $"'{type.Name}' does not carry [Balance]"));
            }
        }
    }
}
