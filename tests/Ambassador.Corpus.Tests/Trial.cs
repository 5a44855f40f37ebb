using System.Collections.Immutable;
using System.Globalization;
using Ambassador.Generators;
using Ambassador.Generators.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Corpus.Tests;

/// <summary>Asks for an ambassador of every public interface of some assemblies, and sees what comes of each.</summary>
internal static class Trial
{
    // What the author of an interface says to everybody who names it: no concern of generated code.
    private static readonly string[] s_warningsToUsers = ["is obsolete", "is for evaluation purposes only"];

    private static readonly CSharpParseOptions s_parseOptions = new CSharpParseOptions(LanguageVersion.CSharp14).WithDocumentationMode(DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        allowUnsafe: true,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999,

        // As the SDK does: packages are compiled against older versions of the framework.
        specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);

    /// <summary>Runs the generator and the analyzers over a compilation, and compiles the result with warnings as errors.</summary>
    /// <param name="name">The package or framework.</param>
    /// <param name="files">Its assemblies.</param>
    /// <param name="dependencies">What it depends on besides the shared frameworks.</param>
    /// <param name="cancellationToken">Ends the trial.</param>
    public static async Task<Result> RunAsync(string name, IEnumerable<string> files, IEnumerable<string> dependencies, CancellationToken cancellationToken)
    {
        var references = References(files.Concat(dependencies));
        var compilation = CSharpCompilation.Create("Corpus", references: references.Values, options: s_options);
        var interfaces = files
            .Select(file => compilation.GetAssemblyOrModuleSymbol(references[Path.GetFileNameWithoutExtension(file)]))
            .OfType<IAssemblySymbol>()
            .SelectMany(assembly => PublicInterfaces.Of(assembly.GlobalNamespace))
            .Where(type => PublicInterfaces.CanBeNamed(type, compilation))
            .Select(PublicInterfaces.Unbound)
            .ToList();

        var attributes = string.Concat(interfaces.Select(type => $"[assembly: global::Ambassador.AmbassadorFor(typeof({type}), Retry = 3, CacheSeconds = 60, Breaker = 0.5)]\n"));
        var source = CSharpSyntaxTree.ParseText(attributes, s_parseOptions, "Corpus.cs", cancellationToken: cancellationToken);
        compilation = compilation.AddSyntaxTrees(source);

        var driver = CSharpGeneratorDriver.Create([new AmbassadorGenerator().AsSourceGenerator()], parseOptions: s_parseOptions);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var complaints, cancellationToken);
        var refusals = await RefusalsAsync(output, cancellationToken);
        var failures = complaints.Concat(output.Emit(Stream.Null, cancellationToken: cancellationToken).Diagnostics)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !(diagnostic.Location.SourceTree == source && IsWarningToUsers(diagnostic)))
            .Select(diagnostic => Describe(diagnostic))
            .ToList();

        var decorated = Decorated(output);
        for (var i = 0; i < interfaces.Count; i++)
        {
            var isDecorated = decorated.Contains(interfaces[i]);
            if (isDecorated == refusals.ContainsKey(i))
                failures.Add($"{interfaces[i]} is {(isDecorated ? "decorated and refused" : "neither decorated nor refused")}.");
        }

        return new(name, interfaces.Count, decorated.Count, [.. refusals.OrderBy(refusal => refusal.Key).Select(refusal => new Refusal(interfaces[refusal.Key], refusal.Value.Id, refusal.Value.GetMessage(CultureInfo.InvariantCulture)))], failures);
    }

    // The framework's own assembly stands for a package of the same name, as it does in a build.
    private static Dictionary<string, MetadataReference> References(IEnumerable<string> files)
    {
        var references = new Dictionary<string, MetadataReference>(Framework.References, StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
            references.TryAdd(Path.GetFileNameWithoutExtension(file), MetadataReference.CreateFromFile(file));

        return references;
    }

    // By the line of the attribute that is to blame.
    private static async Task<Dictionary<int, Diagnostic>> RefusalsAsync(Compilation compilation, CancellationToken cancellationToken)
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new InterfaceAnalyzer(), new AssemblyAnalyzer(), new SettingsAnalyzer()];
        var diagnostics = await compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync(cancellationToken);
        return diagnostics.ToDictionary(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line);
    }

    private static HashSet<string> Decorated(Compilation compilation)
    {
        var decorated = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in compilation.Assembly.GlobalNamespace.GetNamespaceMembers().SelectMany(Types))
        {
            if (type.Name.Contains("Ambassador", StringComparison.Ordinal) && type is { TypeKind: TypeKind.Class, IsStatic: false, Interfaces: [var first, ..] })
                decorated.Add(PublicInterfaces.Unbound(first.OriginalDefinition));
        }

        return decorated;

        static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol @namespace) =>
            @namespace.GetTypeMembers().Concat(@namespace.GetNamespaceMembers().SelectMany(Types));
    }

    private static bool IsWarningToUsers(Diagnostic diagnostic) =>
        s_warningsToUsers.Any(text => diagnostic.GetMessage(CultureInfo.InvariantCulture).Contains(text, StringComparison.Ordinal));

    private static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic}\n  {diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()}";
}
