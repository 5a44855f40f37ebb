using System.Collections.Immutable;
using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Tests.Incremental;

/// <summary>
/// What the rules add to a build of annotated interfaces, what implements them and what is generated for them: in bytes, as all threads allocate them, and so beside no
/// other test. Milliseconds are for the benchmark. It is compared with a build that has an analyzer with nothing to say, because the SDK gives each project some: what the
/// compiler itself does in order to analyze is done anyway.
/// </summary>
[Collection(nameof(RuleCostTests))]
[CollectionDefinition(nameof(RuleCostTests), DisableParallelization = true)]
public class RuleCostTests
{
    private const int Interfaces = 100;

    // Once before it counts: code is compiled, and the compiler fills what it keeps for good.
    private static readonly Lazy<Task> s_warm = new(static () => BuildAsync(Generated(Interfaces), Compile.Analyzers));

    [Fact]
    public async Task They_add_at_most_fifteen_percent_to_a_build()
    {
        await s_warm.Value;
        var without = await BuildAsync(Generated(Interfaces), [new SayNothing()]);
        var with = await BuildAsync(Generated(Interfaces), Compile.Analyzers);

        Assert.True(with <= 1.15 * without, $"{without / Interfaces} bytes for each interface without rules, {with / Interfaces} with them");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Their_cost_grows_with_the_number_of_interfaces_and_no_faster(bool named)
    {
        await s_warm.Value;
        var some = await AnalyzeAsync(named ? Named(Interfaces) : Annotated(Interfaces));
        var more = await AnalyzeAsync(named ? Named(4 * Interfaces) : Annotated(4 * Interfaces));

        Assert.InRange(more, 1, (long)(4.4 * some));
    }

    // As the compiler builds: it diagnoses and emits.
    private static async Task<long> BuildAsync(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var analyzed = With(compilation, analyzers);
        await analyzed.GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.True(analyzed.Compilation.Emit(Stream.Null, cancellationToken: TestContext.Current.CancellationToken).Success);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    // Of what is written by hand; what is generated only makes it longer.
    private static async Task<long> AnalyzeAsync(Compilation compilation)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await With(compilation, Compile.Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static CompilationWithAnalyzers With(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers) => compilation.WithAnalyzers(
        analyzers, new CompilationWithAnalyzersOptions(new([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));

    // A compilation of its own each time: the compiler keeps what it has found out.
    private static Compilation Generated(int interfaces) => Annotated(interfaces).WithGenerated();

    private static CSharpCompilation Annotated(int interfaces) =>
        Project([.. Range(interfaces).Select(Workload.Guarded), .. Range(interfaces).Select(Workload.Implementation)]);

    // The assembly's attributes stand in twenty files.
    private static CSharpCompilation Named(int interfaces) => Project(
    [
        .. Range(interfaces).Select(number => Workload.Plain(Workload.Guarded(number))),
        .. Range(interfaces).Select(Workload.Implementation),
        .. Workload.Annotations(interfaces, 20),
    ]);

    private static CSharpCompilation Project(string[] sources)
    {
        var compilation = Compile.Sources(sources);
        return compilation.WithOptions(compilation.Options.WithConcurrentBuild(false).WithGeneralDiagnosticOption(ReportDiagnostic.Default));
    }

    private static IEnumerable<int> Range(int interfaces) => Enumerable.Range(0, interfaces);
}
