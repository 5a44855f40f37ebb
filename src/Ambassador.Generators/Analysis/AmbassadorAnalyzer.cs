using System.Collections.Immutable;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>What all analyzers have in common: they run side by side, look at generated code too, and do nothing where the runtime is not referenced.</summary>
/// <remarks>Tools write interfaces as well; the generator decorates those, so that they are looked at.</remarks>
public abstract class AmbassadorAnalyzer : DiagnosticAnalyzer
{
    private protected AmbassadorAnalyzer(params ImmutableArray<DiagnosticDescriptor> rules) => SupportedDiagnostics = rules;

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(AttributeReader.MetadataName) is not null)
                Start(start, AssemblyAnnotations.Of(start.Compilation));
        });
    }

    private protected abstract void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations);

    /// <summary>Shows all symbols of a kind that carry attributes of this library, methods for their parameters and types for their methods too.</summary>
    private protected static void RegisterAnnotated(
        CompilationStartAnalysisContext context, AssemblyAnnotations annotations, Action<AnnotatedSymbol> analyze, params ImmutableArray<SymbolKind> kinds) =>
        context.RegisterSemanticModelAction(context =>
        {
            var declarations = AnnotatedDeclarations.Of(annotations, context.SemanticModel.Compilation, context.CancellationToken);
            foreach (var symbol in declarations.SymbolsIn(context.SemanticModel.SyntaxTree))
            {
                if (kinds.Contains(symbol.Kind))
                    analyze(new(symbol, context));
            }
        });
}
