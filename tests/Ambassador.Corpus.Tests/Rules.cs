using System.Collections.Immutable;
using Ambassador.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Corpus.Tests;

/// <summary>All rules of the package.</summary>
internal static class Rules
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> s_analyzers =
    [
        .. typeof(AmbassadorGenerator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>One descriptor for each id.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [.. s_analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    /// <summary>What they say of a compilation.</summary>
    public static Task<ImmutableArray<Diagnostic>> AskAsync(Compilation compilation, CancellationToken cancellationToken) =>
        compilation.WithAnalyzers(s_analyzers).GetAnalyzerDiagnosticsAsync(cancellationToken);
}
