using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>A type or a method that carries attributes of this library, as an analyzer is shown it.</summary>
/// <param name="symbol">The symbol.</param>
/// <param name="context">The file that it is declared in.</param>
internal readonly struct AnnotatedSymbol(ISymbol symbol, SemanticModelAnalysisContext context)
{
    public ISymbol Symbol => symbol;

    public Compilation Compilation => context.SemanticModel.Compilation;

    public CancellationToken CancellationToken => context.CancellationToken;

    public void ReportDiagnostic(Diagnostic diagnostic) => context.ReportDiagnostic(diagnostic);
}
