using System.Collections.Immutable;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB007: an attribute on a method that no policy applies to. AMB012: a key that chooses no target. AMB013: a probe that does not fit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MethodAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NoEffect, Descriptors.KeyWithoutBalance, Descriptors.Probe];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(AttributeReader.MetadataName) is not null)
                start.RegisterSymbolAction(Analyze, SymbolKind.Method);
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
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
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.NoEffect, Attributes.LocationOf(attribute), Attributes.Display(method), reason));
        }
    }

    private static void AnalyzeKeys(SymbolAnalysisContext context, IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (!type.GetAttributes().Any(OurAttributes.IsAmbassador) || OurAttributes.IsBalanced(type))
            return;

        foreach (var parameter in method.Parameters)
        {
            if (parameter.GetAttributes().FirstOrDefault(OurAttributes.IsHashKey) is { } key)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.KeyWithoutBalance, Attributes.LocationOf(key), parameter.Name, Attributes.Display(method), type.Name));
            }
        }
    }
}
