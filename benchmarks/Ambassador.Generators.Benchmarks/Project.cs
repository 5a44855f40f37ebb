using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Benchmarks;

/// <summary>What one run of the driver took.</summary>
/// <param name="Milliseconds">How long it was.</param>
/// <param name="Megabytes">What was allocated meanwhile, by all threads.</param>
/// <param name="Files">How many files came anew.</param>
internal readonly record struct Cost(double Milliseconds, double Megabytes, int Files);

/// <summary>A project in an editor: a compilation, and a driver that follows its edits.</summary>
/// <remarks>
/// Measured is <c>RunGenerators</c>, for everybody alike. It does not parse what is generated: that happens when somebody asks for the trees.
/// </remarks>
internal sealed class Project
{
    private static readonly CSharpParseOptions s_parseOptions =
        new CSharpParseOptions(LanguageVersion.CSharp14).WithDocumentationMode(DocumentationMode.Diagnose);

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Ambassador.Generators", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        .. Contestant.References,
    ];

    private GeneratorDriver _driver;
    private CSharpCompilation _compilation;
    private HashSet<object> _texts = [];

    public Project(IEnumerable<IIncrementalGenerator> generators, IEnumerable<string> files)
    {
        _driver = CSharpGeneratorDriver.Create(generators.Select(generator => generator.AsSourceGenerator()), parseOptions: s_parseOptions);
        _compilation = CSharpCompilation.Create(
            "Shop",
            files.Select((file, index) => Parse(file, $"Source{index}.cs")),
            s_references,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public Compilation Compilation => _compilation;

    /// <summary>The compilation with all that is generated for it.</summary>
    public Compilation Generated()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out var generated, out _);
        return generated;
    }

    /// <summary>Edits a file, then runs the generators.</summary>
    public Cost Edit(int file, string source)
    {
        var tree = _compilation.SyntaxTrees[file];
        _compilation = _compilation.ReplaceSyntaxTree(tree, Parse(source, tree.FilePath));
        return Run();
    }

    /// <summary>Runs the generators.</summary>
    public Cost Run()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();
        _driver = _driver.RunGenerators(_compilation);
        var elapsed = Stopwatch.GetElapsedTime(started);
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        return new(elapsed.TotalMilliseconds, bytes / 1e6, CountNewFiles());
    }

    private int CountNewFiles()
    {
        var results = _driver.GetRunResult().Results;
        if (results.FirstOrDefault(result => result.Exception is not null) is { Exception: { } exception })
            throw new InvalidOperationException("The generator failed.", exception);

        var before = _texts;
        _texts = [.. results.SelectMany(result => result.GeneratedSources).Select(source => source.SourceText)];
        return _texts.Count(text => !before.Contains(text));
    }

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, s_parseOptions, path);
}
