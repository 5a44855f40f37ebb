using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Ambassador.Generators.Tests.Infrastructure;

/// <summary>
/// The project of mistakes in docs/mistakes, a comment <c>// AMBnnnn</c> behind each. All files are compiled together, as a program where one of them has statements;
/// files of other kinds are what a project hands to analyzers.
/// </summary>
internal sealed partial class Mistakes
{
    public static readonly string Folder = Path.Combine(Released.Root, "docs", "mistakes");

    private static readonly AnalyzerOptions s_options = new([.. Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(file => new Additional(file))]);

    private readonly CSharpCompilation _project;

    private Mistakes(CSharpCompilation project) => _project = project;

    /// <summary>As they are.</summary>
    public static Mistakes Unchanged { get; } = new(Compile.Sources().AddSyntaxTrees(
        Directory.GetFiles(Folder, "*.cs").Order(StringComparer.Ordinal).Select(file => Compile.Parse(File.ReadAllText(file), file))));

    /// <summary>Where the comments say that a rule speaks: the rule, the file, the line.</summary>
    public IReadOnlyList<Said> Marked =>
    [
        .. _project.SyntaxTrees.Select(tree => (Path: tree.FilePath, Text: tree.GetText()))
            .Concat(s_options.AdditionalFiles.Select(file => (file.Path, Text: file.GetText()!)))
            .SelectMany(file => file.Text.Lines.SelectMany(line => Ids(line).Select(id => Said.At(id, file.Path, line.LineNumber))))
            .Order(),
    ];

    /// <summary>With something in front of the text of each file of C#.</summary>
    public Mistakes Begin(string text) => Change(tree => tree.GetText().ToString().Insert(0, text));

    /// <summary>With an attribute on each type. No line moves.</summary>
    public Mistakes Attribute(string attribute) => Change(tree =>
        tree.GetRoot().DescendantNodes(node => node is not BaseTypeDeclarationSyntax).OfType<BaseTypeDeclarationSyntax>().Reverse()
            .Aggregate(tree.GetText().ToString(), (text, type) => text.Insert(type.SpanStart, attribute + " ")));

    /// <summary>With one more file.</summary>
    public Mistakes Add(string source) => new(_project.AddSyntaxTrees(Compile.Parse(source, Path.Combine(Folder, "Added.cs"))));

    /// <summary>With a configuration file that sets severities, behind what says for which files it is.</summary>
    public Mistakes Configure(string scope, IEnumerable<(string Id, string Severity)> severities) => new(_project.WithOptions(_project.Options
        .WithGeneralDiagnosticOption(ReportDiagnostic.Default)
        .WithSyntaxTreeOptionsProvider(new Configuration(AnalyzerConfigSet.Create((AnalyzerConfig[])
        [
            AnalyzerConfig.Parse(
                scope + string.Concat(severities.Select(rule => $"\ndotnet_diagnostic.{rule.Id}.severity = {rule.Severity}")),
                Path.Combine(Folder, ".editorconfig")),
        ])))));

    /// <summary>With <c>NoWarn</c> in the project file.</summary>
    public Mistakes NoWarn(IEnumerable<string> ids) => new(_project.WithOptions(
        _project.Options.WithSpecificDiagnosticOptions(ids.Select(id => new KeyValuePair<string, ReportDiagnostic>(id, ReportDiagnostic.Suppress)))));

    /// <summary>What is said of them; nothing that anything has suppressed.</summary>
    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync()
    {
        var isProgram = _project.SyntaxTrees.Any(tree => tree.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax));
        var generated = _project.WithOptions(_project.Options.WithOutputKind(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary)).WithGenerated();
        Assert.Empty(generated.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error));
        return await Compile.AnalyzeAsync(generated, s_options);
    }

    private Mistakes Change(Func<SyntaxTree, string> change) => new(
        _project.RemoveAllSyntaxTrees().AddSyntaxTrees(_project.SyntaxTrees.Select(tree => Compile.Parse(change(tree), tree.FilePath))));

    private static IEnumerable<string> Ids(TextLine line) => Mark().Match(line.ToString()).Groups["id"].Captures.Select(capture => capture.Value);

    [GeneratedRegex(@"// (?<id>AMB\d{4})(, (?<id>AMB\d{4}))*$")]
    private static partial Regex Mark();

    private sealed class Additional(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
    }

    private sealed class Configuration(AnalyzerConfigSet configuration) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            configuration.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            configuration.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}

/// <summary>A rule speaks in a line.</summary>
internal readonly record struct Said(string File, int Line, string Rule) : IComparable<Said>
{
    /// <summary>Whether it speaks of C#, and not of a file that is only handed to analyzers.</summary>
    public bool IsOfCode => File.EndsWith(".cs", StringComparison.Ordinal);

    public static Said At(string rule, string path, int line) => new(Path.GetFileName(path), line + 1, rule);

    public static Said Of(Diagnostic diagnostic)
    {
        var position = diagnostic.Location.GetLineSpan();
        return At(diagnostic.Id, position.Path, position.StartLinePosition.Line);
    }

    public int CompareTo(Said other) => (File, Line, Rule).CompareTo((other.File, other.Line, other.Rule));

    public override string ToString() => $"{File}({Line}): {Rule}";
}
