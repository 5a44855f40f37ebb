using System.Globalization;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Analysis;

/// <summary>AMB0017: an ambassador behind another one, whose attempts multiply. Said where the one is injected into the implementation of the other.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AmplificationAnalyzer() : AmbassadorAnalyzer(Descriptors.RetryAmplification)
{
    private const string Option = "dotnet_code_quality.AMB0017.max_attempts";
    private const double DefaultLimit = 8;

    private protected override void Start(CompilationStartAnalysisContext context, AssemblyAnnotations annotations)
    {
        // One reading of the graph for all files; one that is cancelled is begun anew.
        var gate = new object();
        ILookup<SyntaxTree?, InjectionPath>? byFile = null;
        context.RegisterSemanticModelAction(context =>
        {
            lock (gate)
                byFile ??= Read(annotations, context.SemanticModel.Compilation, context.CancellationToken);

            foreach (var path in byFile[context.SemanticModel.SyntaxTree])
                Judge(path, context);
        });
    }

    private static ILookup<SyntaxTree?, InjectionPath> Read(AssemblyAnnotations annotations, Compilation compilation, CancellationToken cancellationToken) =>
        new InjectionGraph(annotations, compilation, cancellationToken).WorstPaths().ToLookup(static path => path.Through!.Locations.FirstOrDefault()?.SourceTree);

    private static void Judge(InjectionPath path, SemanticModelAnalysisContext context)
    {
        if (path.Through!.Locations is not [{ SourceTree: { } tree } location, ..])
            return;

        var limit = LimitOf(context.Options.AnalyzerConfigOptionsProvider.GetOptions(tree));
        if (path.Product > limit)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.RetryAmplification, location, path.Display(), path.Product, Attributes.Display(path.Last), Attributes.Display(path.Service), limit));
        }
    }

    private static double LimitOf(AnalyzerConfigOptions options) =>
        options.TryGetValue(Option, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : DefaultLimit;
}
