using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Tests.Infrastructure;

/// <summary>Makes compilations as a user's project would: the runtime is referenced, warnings are errors, no using is implied.</summary>
internal static class Compile
{
    internal static readonly CSharpParseOptions ParseOptions =
        new CSharpParseOptions(LanguageVersion.CSharp14).WithDocumentationMode(DocumentationMode.Diagnose);

    // What this very test runs on, the runtime and the service collection included.
    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal))
            .Where(path => !Path.GetFileName(path).StartsWith("Ambassador.", StringComparison.Ordinal) || Path.GetFileName(path) == "Ambassador.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>All of ours.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(AmbassadorGenerator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>A compilation of one file for each source.</summary>
    public static CSharpCompilation Sources(params string[] sources) => CSharpCompilation.Create(
        "Shop.Client",
        sources.Select((source, index) => Parse(source, $"Source{index}.cs")),
        s_references,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            allowUnsafe: true,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999));

    /// <summary>An assembly made of a source, with what is generated for it.</summary>
    public static PortableExecutableReference Referenced(string name, string source, params string[] aliases) =>
        Referenced(name, source, [], aliases);

    /// <inheritdoc cref="Referenced(string, string, string[])"/>
    public static PortableExecutableReference Referenced(string name, string source, MetadataReference[] references, string[] aliases)
    {
        using var stream = new MemoryStream();
        var result = Sources(source).AddReferences(references).WithAssemblyName(name).WithGenerated().WithOptions(
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray(), new MetadataReferenceProperties(aliases: [.. aliases]));
    }

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    /// <summary>The options of a project that checks for overflow and knows nothing of nullability.</summary>
    public static CSharpCompilation CheckedWithoutNullable(this CSharpCompilation compilation) => compilation.WithOptions(
        compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable).WithOverflowChecks(true));

    /// <summary>A driver that keeps track of its steps.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new AmbassadorGenerator().AsSourceGenerator()],
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true),
        parseOptions: ParseOptions);

    /// <summary>What the generator writes, by file name, less the definition of <c>[Embedded]</c> that Roslyn writes.</summary>
    public static SortedDictionary<string, string> Generate(Compilation compilation)
    {
        var result = Driver().RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics);
        return Texts(result);
    }

    /// <summary>The compilation with all that is generated for it.</summary>
    public static Compilation WithGenerated(this Compilation compilation)
    {
        Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        return output;
    }

    public static SortedDictionary<string, string> Texts(GeneratorRunResult result) => new(
        result.GeneratedSources
            .Where(source => !source.HintName.Contains("EmbeddedAttribute", StringComparison.Ordinal))
            .ToDictionary(source => source.HintName, source => source.SourceText.ToString()),
        StringComparer.Ordinal);

    /// <summary>Fails on any error, and on any warning in generated code; a user's own warnings are a user's own.</summary>
    public static void AssertCompiles(this Compilation compilation)
    {
        var own = compilation.SyntaxTrees.Where(tree => tree.FilePath.StartsWith("Source", StringComparison.Ordinal)).ToHashSet();
        var complaints = compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error
                || (diagnostic.Severity >= DiagnosticSeverity.Warning && !own.Contains(diagnostic.Location.SourceTree!)))
            .Select(diagnostic => $"{diagnostic}\n{diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line]}");

        var text = string.Join("\n", complaints);
        Assert.True(text.Length == 0, text);
    }

    /// <summary>Fails on what stops a build, and on anything that is said of generated code; what else is said of a user's own is a user's own.</summary>
    public static async Task AssertAnalyzesAsync(this Compilation compilation) => Assert.DoesNotContain(
        await AnalyzeAsync(compilation),
        diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error || diagnostic.Location.SourceTree?.FilePath.StartsWith("Source", StringComparison.Ordinal) != true);

    /// <summary>What our analyzers say of a user's code.</summary>
    /// <param name="compilation">The code.</param>
    /// <param name="ids">The rules that are asked for; none for all.</param>
    public static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation, params string[] ids) => AnalyzeAsync(compilation, options: null, ids);

    /// <inheritdoc cref="AnalyzeAsync(Compilation, string[])"/>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation, AnalyzerOptions? options, params string[] ids)
    {
        var diagnostics = await compilation.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return
        [
            .. diagnostics
                .Where(diagnostic => ids.Length == 0 || ids.Contains(diagnostic.Id))
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }
}
