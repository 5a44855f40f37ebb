using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Tests.Analysis;

/// <summary>Each mistake of docs/mistakes is reported where it stands and once, and each rule can be silenced in every way that a project has.</summary>
public class MistakesTests
{
    private const string CodeOnly = "root = true\n[*.cs]";
    private const string Everything = "is_global = true";

    public static IEnumerable<TheoryDataRow<string>> Ids => Released.Rules.Select(rule => Row(rule.Id));

    public static IEnumerable<TheoryDataRow<string>> IdsOfCode => Released.Rules.Where(rule => !IsOfSettings(rule.Id)).Select(rule => Row(rule.Id));

    public static IEnumerable<TheoryDataRow<string>> IdsOfSettings => Released.Rules.Where(rule => IsOfSettings(rule.Id)).Select(rule => Row(rule.Id));

    public static IEnumerable<TheoryDataRow<string, string>> Configurations =>
    [
        .. IdsOfCode.Select(row => new TheoryDataRow<string, string>(row.Data, CodeOnly) { TestDisplayName = $"{row.Data} in .editorconfig" }),
        .. Ids.Select(row => new TheoryDataRow<string, string>(row.Data, Everything) { TestDisplayName = $"{row.Data} in .globalconfig" }),
    ];

    [Fact]
    public async Task Each_is_reported_where_it_stands_and_nothing_twice() =>
        Assert.Equal(Mistakes.Unchanged.Marked, Speakers(await Mistakes.Unchanged.AnalyzeAsync()));

    [Fact]
    public void Every_rule_has_one()
    {
        var missing = Released.Rules.Select(rule => rule.Id).Except(Mistakes.Unchanged.Marked.Select(said => said.Rule));

        Assert.True(!missing.Any(), $"docs/mistakes has no mistake with a comment '// {string.Join("' and none with '// ", missing)}': add one to one of its files.");
    }

    [Theory]
    [MemberData(nameof(IdsOfCode))]
    public async Task A_pragma_silences(string id) => Assert.Equal(Others(id), await WithPragmaAsync(id));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task An_attribute_of_the_assembly_silences(string id)
    {
        var found = await Mistakes.Unchanged.Add($"[assembly: {Suppress(id)}]").AnalyzeAsync();

        Assert.Equal(Others(id), Speakers(found));
    }

    [Theory]
    [MemberData(nameof(IdsOfCode))]
    public async Task An_attribute_of_the_type_silences_what_is_said_within_it(string id)
    {
        var found = await Mistakes.Unchanged.Attribute($"[{Suppress(id)}]").AnalyzeAsync();

        Assert.Equal(Others(id), Speakers(found.Where(diagnostic => diagnostic.Id != id)));
        Assert.All(found.Where(diagnostic => diagnostic.Id == id), diagnostic => Assert.False(StandsInType(diagnostic.Location), diagnostic.ToString()));
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Configuration_silences(string id, string scope)
    {
        var found = await Mistakes.Unchanged.Configure(scope, $"dotnet_diagnostic.{id}.severity = none").AnalyzeAsync();

        Assert.Equal(Others(id), Speakers(found));
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Configuration_changes_the_severity(string id, string scope)
    {
        var isError = Released.Rules.Single(rule => rule.Id == id).Severity == nameof(DiagnosticSeverity.Error);
        var (name, severity) = isError ? ("suggestion", DiagnosticSeverity.Info) : ("error", DiagnosticSeverity.Error);

        var found = await Mistakes.Unchanged.Configure(scope, $"dotnet_diagnostic.{id}.severity = {name}").AnalyzeAsync();

        Assert.Equal(Mistakes.Unchanged.Marked, Speakers(found));
        Assert.All(found, diagnostic => Assert.Equal(diagnostic.Id == id ? severity : diagnostic.DefaultSeverity, diagnostic.Severity));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_project_file_silences(string id) => Assert.Equal(Others(id), Speakers(await Mistakes.Unchanged.NoWarn(id).AnalyzeAsync()));

    [Theory]
    [MemberData(nameof(IdsOfSettings))]
    public async Task What_is_meant_for_code_does_not_reach_settings(string id)
    {
        Assert.Equal(Mistakes.Unchanged.Marked, await WithPragmaAsync(id));
        Assert.Equal(Mistakes.Unchanged.Marked, Speakers(await Mistakes.Unchanged.Attribute($"[{Suppress(id)}]").AnalyzeAsync()));
        Assert.Equal(Mistakes.Unchanged.Marked, Speakers(await Mistakes.Unchanged.Configure(CodeOnly, $"dotnet_diagnostic.{id}.severity = none").AnalyzeAsync()));
    }

    private static TheoryDataRow<string> Row(string id) => new(id) { TestDisplayName = id };

    // A rule speaks of settings, or of code: none does of both.
    private static bool IsOfSettings(string id) => Mistakes.Unchanged.Marked.Any(said => said.Rule == id && !said.IsOfCode);

    private static async Task<IEnumerable<Said>> WithPragmaAsync(string id) =>
        Speakers(await Mistakes.Unchanged.Begin($"#pragma warning disable {id}\n").AnalyzeAsync())
            .Select(said => said.IsOfCode ? said with { Line = said.Line - 1 } : said);

    private static string Suppress(string id) => $"System.Diagnostics.CodeAnalysis.SuppressMessage(\"Ambassador\", \"{id}\")";

    private static IEnumerable<Said> Others(string id) => Mistakes.Unchanged.Marked.Where(said => said.Rule != id);

    private static IEnumerable<Said> Speakers(IEnumerable<Diagnostic> diagnostics) => diagnostics.Select(Said.Of).Order();

    private static bool StandsInType(Location location) =>
        location.SourceTree!.GetRoot().FindToken(location.SourceSpan.Start).Parent!.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is not null;
}
