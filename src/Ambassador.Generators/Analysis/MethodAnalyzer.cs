using System.Collections.Immutable;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB007: an attribute on a method that no policy applies to.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MethodAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NoEffect];

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
        if (Routing.WhyNot(method) is not { } reason)
            return;

        foreach (var attribute in method.GetAttributes())
        {
            if (OurAttributes.HasAllSettings(attribute) || PolicyReader.IsOfOnePolicy(attribute))
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.NoEffect, Attributes.LocationOf(attribute), Attributes.Display(method), reason));
        }
    }
}
