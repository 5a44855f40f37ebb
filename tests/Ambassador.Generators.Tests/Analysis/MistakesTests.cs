using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Tests.Analysis;

/// <summary>Each mistake of docs/mistakes is reported where it stands and once, and each rule can be silenced in every way that a project has.</summary>
public class MistakesTests
{
    public static IEnumerable<TheoryDataRow<string>> Ids => Released.Rules.Select(rule => new TheoryDataRow<string>(rule.Id) { TestDisplayName = rule.Id });

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
    [MemberData(nameof(Ids))]
    public async Task A_pragma_silences(string id)
    {
        var found = await Mistakes.Unchanged.Begin($"#pragma warning disable {id}\n").AnalyzeAsync();

        Assert.Equal(Others(id), Speakers(found).Select(said => said with { Line = said.Line - 1 }));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task An_attribute_of_the_assembly_silences(string id)
    {
        var found = await Mistakes.Unchanged.Add($"[assembly: {Suppress(id)}]").AnalyzeAsync();

        Assert.Equal(Others(id), Speakers(found));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task An_attribute_of_the_type_silences_what_is_said_within_it(string id)
    {
        var found = await Mistakes.Unchanged.Attribute($"[{Suppress(id)}]").AnalyzeAsync();

        Assert.Equal(Others(id), Speakers(found.Where(diagnostic => diagnostic.Id != id)));
        Assert.All(found.Where(diagnostic => diagnostic.Id == id), diagnostic => Assert.False(StandsInType(diagnostic.Location), diagnostic.ToString()));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Configuration_silences(string id)
    {
        var found = await Mistakes.Unchanged.Configure($"dotnet_diagnostic.{id}.severity = none").AnalyzeAsync();

        Assert.Equal(Others(id), Speakers(found));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Configuration_changes_the_severity(string id)
    {
        var found = await Mistakes.Unchanged.Configure($"dotnet_diagnostic.{id}.severity = suggestion").AnalyzeAsync();

        Assert.Equal(Mistakes.Unchanged.Marked, Speakers(found));
        Assert.All(found, diagnostic => Assert.Equal(diagnostic.Id == id ? DiagnosticSeverity.Info : diagnostic.DefaultSeverity, diagnostic.Severity));
    }

    private static string Suppress(string id) => $"System.Diagnostics.CodeAnalysis.SuppressMessage(\"Ambassador\", \"{id}\")";

    private static IEnumerable<Said> Others(string id) => Mistakes.Unchanged.Marked.Where(said => said.Rule != id);

    private static IEnumerable<Said> Speakers(IEnumerable<Diagnostic> diagnostics) => diagnostics.Select(Said.Of).Order();

    private static bool StandsInType(Location location) =>
        location.SourceTree!.GetRoot().FindToken(location.SourceSpan.Start).Parent!.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is not null;
}
