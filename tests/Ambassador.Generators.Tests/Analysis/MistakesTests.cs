using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Tests.Analysis;

/// <summary>Each mistake of docs/mistakes is reported where it stands and once, and each rule can be silenced in every way that a project has.</summary>
public class MistakesTests
{
    private const string CodeOnly = "root = true\n[*.cs]";
    private const string Everything = "is_global = true";

    private static IReadOnlyList<Said> Marked => Mistakes.Unchanged.Marked;

    // These files have no pragmas and no types, and a section for C# is none for them.
    private static IEnumerable<Said> OfSettings => Marked.Where(said => !said.IsOfCode);

    private static IEnumerable<string> Ids => Released.Rules.Select(rule => rule.Id);

    [Fact]
    public async Task Each_is_reported_where_it_stands_and_nothing_twice() =>
        Assert.Equal(Marked, Speakers(await Mistakes.Unchanged.AnalyzeAsync()));

    [Fact]
    public void Every_rule_has_one()
    {
        var missing = Ids.Except(Marked.Select(said => said.Rule));

        Assert.True(!missing.Any(), $"docs/mistakes has no mistake with a comment '// {string.Join("' and none with '// ", missing)}': add one to one of its files.");
    }

    [Fact]
    public async Task A_pragma_silences_what_is_said_of_code()
    {
        var found = await Mistakes.Unchanged.Begin($"#pragma warning disable {string.Join(", ", Ids)}\n").AnalyzeAsync();

        Assert.Equal(OfSettings, Speakers(found));
    }

    [Fact]
    public async Task An_attribute_of_the_assembly_silences()
    {
        var found = await Mistakes.Unchanged.Add(string.Concat(Ids.Select(id => $"[assembly: {Suppress(id)}]\n"))).AnalyzeAsync();

        Assert.Empty(Speakers(found));
    }

    [Fact]
    public async Task An_attribute_of_the_type_silences_what_is_said_within_it()
    {
        var found = await Mistakes.Unchanged.Attribute(string.Concat(Ids.Select(id => $"[{Suppress(id)}]"))).AnalyzeAsync();

        Assert.Equal(Speakers((await Mistakes.Unchanged.AnalyzeAsync()).Where(diagnostic => !StandsInType(diagnostic.Location))), Speakers(found));
    }

    [Fact]
    public async Task Configuration_of_code_silences_what_is_said_of_code()
    {
        var found = await Mistakes.Unchanged.Configure(CodeOnly, Ids.Select(id => (id, "none"))).AnalyzeAsync();

        Assert.Equal(OfSettings, Speakers(found));
    }

    [Fact]
    public async Task Configuration_of_everything_silences()
    {
        var found = await Mistakes.Unchanged.Configure(Everything, Ids.Select(id => (id, "none"))).AnalyzeAsync();

        Assert.Empty(Speakers(found));
    }

    [Fact]
    public async Task The_project_file_silences() => Assert.Empty(Speakers(await Mistakes.Unchanged.NoWarn(Ids).AnalyzeAsync()));

    [Theory]
    [InlineData(CodeOnly)]
    [InlineData(Everything)]
    public async Task Configuration_changes_the_severity(string scope)
    {
        var found = await Mistakes.Unchanged.Configure(scope, Released.Rules.Select(rule => (rule.Id, rule.Severity == "Error" ? "suggestion" : "error"))).AnalyzeAsync();

        Assert.Equal(Marked, Speakers(found));
        Assert.All(found, diagnostic => Assert.Equal(Changed(diagnostic, scope), diagnostic.Severity));
    }

    // Errors become suggestions, and all others errors.
    private static DiagnosticSeverity Changed(Diagnostic diagnostic, string scope) =>
        scope == CodeOnly && !Said.Of(diagnostic).IsOfCode ? diagnostic.DefaultSeverity
        : diagnostic.DefaultSeverity == DiagnosticSeverity.Error ? DiagnosticSeverity.Info
        : DiagnosticSeverity.Error;

    private static string Suppress(string id) => $"System.Diagnostics.CodeAnalysis.SuppressMessage(\"Ambassador\", \"{id}\")";

    private static IEnumerable<Said> Speakers(IEnumerable<Diagnostic> diagnostics) => diagnostics.Select(Said.Of).Order();

    private static bool StandsInType(Location location) =>
        location.SourceTree?.GetRoot().FindToken(location.SourceSpan.Start).Parent!.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is not null;
}
