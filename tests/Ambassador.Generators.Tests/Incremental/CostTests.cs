using Ambassador.Generators.Emission;
using Ambassador.Generators.Extraction;
using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Tests.Incremental;

/// <summary>
/// What a project with a thousand interfaces costs, in bytes: they are what an editor pauses for, and unlike milliseconds they are the same
/// everywhere. Counted is what the thread allocates that runs the generators; files are parsed when somebody asks for their trees.
/// </summary>
public class CostTests
{
    private const int Interfaces = 1_000;
    private const long Megabyte = 1_000_000;

    // The second time: the first compiles the code and fills what the compiler keeps for good.
    private static readonly Lazy<long> s_cold = new(static () => Math.Min(Cold(Interfaces), Cold(Interfaces)));

    [Fact]
    public void A_cold_run_over_a_thousand_interfaces_stays_below_60_megabytes() => Assert.InRange(s_cold.Value, 1, 60 * Megabyte);

    [Fact]
    public void An_unrelated_edit_among_a_thousand_interfaces_stays_below_25_megabytes()
    {
        var (driver, compilation) = Project(Interfaces);
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);

        foreach (var source in Workload.Unrelated.Skip(1))
        {
            compilation = Replace(compilation, Interfaces, source);
            Assert.InRange(Allocated(ref driver, compilation), 1, 25 * Megabyte);
        }
    }

    [Fact]
    public void Cost_grows_with_the_number_of_interfaces_and_no_faster() => Assert.InRange(Cold(4 * Interfaces), 1, (long)(4.3 * s_cold.Value));

    [Fact]
    public void An_unrelated_edit_writes_no_file_and_an_interface_one()
    {
        var compilation = Project(Interfaces).Compilation;

        Assert.Empty(Incrementality.Written(Incrementality.RunTwice(compilation, Replace(compilation, Interfaces, Workload.Unrelated[2]))));
        Assert.Equal(
            "Shop.Area7.Service7Ambassador.g.cs",
            Assert.Single(Incrementality.Written(Incrementality.RunTwice(compilation, Replace(compilation, 7, Workload.Interface(7, retry: 4))))));
    }

    [Fact]
    public void Writing_a_file_takes_little_more_than_its_text()
    {
        var compilation = Compile.Sources(Workload.Database());
        var model = InterfaceReader.Read(compilation.GetTypeByMetadataName("Redis.IDatabase")!, compilation, TestContext.Current.CancellationToken)!;
        Assert.Equal(654, model.Members.Count);

        var text = InterfaceEmitter.Emit(model);
        var before = GC.GetAllocatedBytesForCurrentThread();
        InterfaceEmitter.Emit(model);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // A byte for each character, the plan of each method, a few words of its own.
        Assert.InRange(allocated, text.Length, text.Length + 32_000);
    }

    private static long Cold(int interfaces)
    {
        var (driver, compilation) = Project(interfaces);
        return Allocated(ref driver, compilation);
    }

    private static long Allocated(ref GeneratorDriver driver, Compilation compilation)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static (GeneratorDriver Driver, CSharpCompilation Compilation) Project(int interfaces) => (
        CSharpGeneratorDriver.Create([new AmbassadorGenerator().AsSourceGenerator()], parseOptions: Compile.ParseOptions),
        Compile.Sources([.. Enumerable.Range(0, interfaces).Select(number => Workload.Interface(number)), Workload.Unrelated[0]]));

    private static CSharpCompilation Replace(CSharpCompilation compilation, int file, string source) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[file], Compile.Parse(source, compilation.SyntaxTrees[file].FilePath));
}
