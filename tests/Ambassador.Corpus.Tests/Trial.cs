using System.Globalization;
using Ambassador.Generators;
using Ambassador.Generators.Analysis;
using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Corpus.Tests;

/// <summary>Asks for an ambassador of every public interface of some assemblies, and sees what comes of each and what the rules say of it.</summary>
internal sealed class Trial
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

    private readonly string _name;
    private readonly CSharpCompilation _references;
    private readonly List<INamedTypeSymbol> _types;
    private readonly List<string> _interfaces;
    private readonly List<Finding> _findings = [];
    private readonly List<string> _failures = [];

    private Trial(string name, IEnumerable<string> files, IEnumerable<string> dependencies)
    {
        _name = name;
        var references = References(files.Concat(dependencies));
        _references = CSharpCompilation.Create("Corpus", references: references.Values, options: s_options);
        _types =
        [
            .. files
                .Select(file => _references.GetAssemblyOrModuleSymbol(references[Path.GetFileNameWithoutExtension(file)]))
                .OfType<IAssemblySymbol>()
                .SelectMany(assembly => PublicInterfaces.Of(assembly.GlobalNamespace))
                .Where(type => PublicInterfaces.CanBeNamed(type, _references)),
        ];
        _interfaces = [.. _types.Select(PublicInterfaces.Unbound)];
    }

    /// <summary>Runs the generator and the analyzers over a compilation, and compiles the result with warnings as errors.</summary>
    /// <param name="name">The package or framework.</param>
    /// <param name="files">Its assemblies.</param>
    /// <param name="dependencies">What it depends on besides the shared frameworks.</param>
    /// <param name="cancellationToken">Ends the trial.</param>
    public static async Task<Result> RunAsync(string name, IEnumerable<string> files, IEnumerable<string> dependencies, CancellationToken cancellationToken)
    {
        var trial = new Trial(name, files, dependencies);
        var compilation = trial.Annotate(Profile.Cached, cancellationToken);
        var output = trial.Generate(compilation, cancellationToken);
        await trial.AskAsync(Profile.Cached, output, cancellationToken);

        // What is generated for the other profile differs in numbers only; rules judge interfaces, and are seen with generated code above.
        await trial.AskAsync(Profile.Uncached, trial.Annotate(Profile.Uncached, cancellationToken), cancellationToken);
        return trial.Conclude(Decorated(output));
    }

    private CSharpCompilation Annotate(Profile profile, CancellationToken cancellationToken) =>
        _references.AddSyntaxTrees(CSharpSyntaxTree.ParseText(profile.AttributesFor(_interfaces), s_parseOptions, "Corpus.cs", cancellationToken: cancellationToken));

    private Compilation Generate(CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        var source = compilation.SyntaxTrees[0];
        var driver = CSharpGeneratorDriver.Create([new AmbassadorGenerator().AsSourceGenerator()], parseOptions: s_parseOptions);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var complaints, cancellationToken);
        _failures.AddRange(complaints.Concat(output.Emit(Stream.Null, cancellationToken: cancellationToken).Diagnostics)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !(diagnostic.Location.SourceTree == source && IsWarningToUsers(diagnostic)))
            .Select(Describe));
        return output;
    }

    // Each attribute has a line of its own, by which findings know their interfaces. Nothing is to be said of anything else, and nothing twice.
    private async Task AskAsync(Profile profile, Compilation compilation, CancellationToken cancellationToken)
    {
        var said = new HashSet<(string, FileLinePositionSpan, string)>();
        foreach (var diagnostic in await Rules.AskAsync(compilation, cancellationToken))
        {
            var position = diagnostic.Location.GetLineSpan();
            var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
            if (position.Path != "Corpus.cs" || !diagnostic.Id.StartsWith("AMB", StringComparison.Ordinal) || !said.Add((diagnostic.Id, position, message)))
                _failures.Add(Describe(diagnostic));
            else
                _findings.Add(new(diagnostic.Id, _name, profile, position.StartLinePosition.Line, message));
        }
    }

    private Result Conclude(HashSet<string> decorated)
    {
        var refusals = _findings
            .Where(finding => finding.Profile == Profile.Cached && (finding.Rule == Descriptors.NotDecoratable.Id || finding.Rule == Descriptors.NameTaken.Id))
            .ToDictionary(finding => finding.Interface);
        for (var i = 0; i < _interfaces.Count; i++)
        {
            var isDecorated = decorated.Contains(_interfaces[i]);
            if (isDecorated == refusals.ContainsKey(i))
                _failures.Add($"{_interfaces[i]} is {(isDecorated ? "decorated and refused" : "neither decorated nor refused")}.");
        }

        return new(
            _name,
            _interfaces.Count,
            decorated.Count,
            _types.Where((_, i) => !refusals.ContainsKey(i)).Sum(type => RoutedMethods.Of(type, _references).Count()),
            [.. refusals.OrderBy(refusal => refusal.Key).Select(refusal => new Refusal(_interfaces[refusal.Key], refusal.Value.Rule, refusal.Value.Message))],
            _findings,
            _failures);
    }

    // The framework's own assembly stands for a package of the same name, as it does in a build.
    private static Dictionary<string, MetadataReference> References(IEnumerable<string> files)
    {
        var references = new Dictionary<string, MetadataReference>(Framework.References, StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
            references.TryAdd(Path.GetFileNameWithoutExtension(file), MetadataReference.CreateFromFile(file));

        return references;
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
