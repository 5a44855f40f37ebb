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
        // One reading of the graph for all classes; one that is cancelled is begun anew.
        var gate = new object();
        Dictionary<ISymbol, List<InjectionPath>>? byClass = null;
        context.RegisterSymbolAction(
            context =>
            {
                if (context.Symbol is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
                    return;

                lock (gate)
                    byClass ??= Read(annotations, context.Compilation, context.CancellationToken);

                if (!byClass.TryGetValue(type, out var paths))
                    return;

                foreach (var path in paths)
                    Judge(path, context);
            },
            SymbolKind.NamedType);
    }

    private static Dictionary<ISymbol, List<InjectionPath>> Read(AssemblyAnnotations annotations, Compilation compilation, CancellationToken cancellationToken)
    {
        var byClass = new Dictionary<ISymbol, List<InjectionPath>>(SymbolEqualityComparer.Default);
        foreach (var path in new InjectionGraph(annotations, compilation, cancellationToken).WorstPaths())
        {
            var type = path.Through!.ContainingType;
            if (!byClass.TryGetValue(type, out var paths))
                byClass.Add(type, paths = []);

            paths.Add(path);
        }

        return byClass;
    }

    private static void Judge(InjectionPath path, SymbolAnalysisContext context)
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
