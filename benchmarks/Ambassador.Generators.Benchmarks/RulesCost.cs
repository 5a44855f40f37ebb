using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Benchmarks;

/// <summary>What the rules add to a build: the same project with all that is generated, diagnosed and emitted anew in each run, without analyzers and with them.</summary>
/// <remarks>The ratios are to a build with an analyzer that says nothing: the SDK gives each project some, so that what the compiler does in order to analyze is done anyway.</remarks>
internal sealed class RulesCost(string name, IEnumerable<string> files)
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> s_rules =
    [
        .. typeof(AmbassadorGenerator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private readonly Compilation _project = new Project(Contestant.Ambassador.Create(), files).Generated();
    private int _findings;

    /// <summary>Runs each kind of build in turn, and prints the medians as rows of a table.</summary>
    public async Task PrintAsync(int warmUps, int runs)
    {
        Func<Task<Cost>>[] builds = [() => BuildAsync([]), () => BuildAsync([new SayNothing()]), () => BuildAsync(s_rules)];
        var costs = builds.Select(_ => new List<Cost>()).ToArray();
        for (var run = 0; run < warmUps + runs; run++)
        {
            for (var i = 0; i < builds.Length; i++)
            {
                var cost = await builds[i]();
                if (run >= warmUps)
                    costs[i].Add(cost);
            }
        }

        var (without, nothing, rules) = (Median(costs[0]), Median(costs[1]), Median(costs[2]));
        Console.WriteLine($"| {name} | {Cell(without)} | {Cell(nothing)} | {Cell(rules)} | {Ratio(rules.Milliseconds, nothing.Milliseconds)} | {Ratio(rules.Megabytes, nothing.Megabytes)} | {_findings} |");
    }

    /// <summary>Prints what each analyzer takes, as the compiler counts it.</summary>
    public async Task PrintAnalyzersAsync()
    {
        var result = await Fresh().WithAnalyzers(s_rules, new CompilationWithAnalyzersOptions(
            new([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true)).GetAnalysisResultAsync(CancellationToken.None);
        foreach (var (analyzer, telemetry) in result.AnalyzerTelemetryInfo.OrderByDescending(pair => pair.Value.ExecutionTime))
            Console.WriteLine($"{telemetry.ExecutionTime.TotalMilliseconds,8:0.0} ms {analyzer.GetType().Name}");
    }

    private async Task<Cost> BuildAsync(ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var compilation = Fresh();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();
        if (analyzers.IsEmpty)
        {
            Check(compilation.GetDiagnostics());
        }
        else
        {
            var analyzed = compilation.WithAnalyzers(analyzers);
            var diagnostics = await analyzed.GetAllDiagnosticsAsync();
            _findings = diagnostics.Count(diagnostic => diagnostic.Id.StartsWith("AMB", StringComparison.Ordinal));
            Check(diagnostics);
            compilation = analyzed.Compilation;
        }

        Check(compilation.Emit(Stream.Null).Diagnostics);
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new(elapsed.TotalMilliseconds, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / 1e6, 0);
    }

    // The compiler keeps what it has found out of a compilation, but nothing of it with the trees.
    private Compilation Fresh() => _project.RemoveAllSyntaxTrees().AddSyntaxTrees(_project.SyntaxTrees);

    private static void Check(IEnumerable<Diagnostic> diagnostics)
    {
        if (diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException(error.ToString());
    }

    private static Cost Median(List<Cost> costs) =>
        new(Middle(costs.Select(cost => cost.Milliseconds)), Middle(costs.Select(cost => cost.Megabytes)), 0);

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static string Cell(Cost cost) => $"{cost.Milliseconds:0} ms, {cost.Megabytes:0.0} MB";

    private static string Ratio(double with, double without) => $"{(with / without) - 1:+0.0 %;-0.0 %}";
}
