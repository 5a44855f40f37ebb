using System.Globalization;
using System.Text.RegularExpressions;
using Ambassador.CodeFixes;
using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Tests.Analysis;

/// <summary>
/// The release files, the descriptors, the pages and their index say the same. With AMBASSADOR_ACCEPT=1 in the environment the table of the index is written.
/// </summary>
public partial class DocumentationTests
{
    private const string Begin = "<!-- The rules, written from the release files by DocumentationTests. -->\n";
    private const string End = "<!-- The end of the rules. -->\n";

    public static IEnumerable<TheoryDataRow<string, string, string>> Rules => Released.Rules.Select(rule => new TheoryDataRow<string, string, string>(rule.Id, rule.Severity, rule.Title));

    [Fact]
    public void Every_descriptor_is_released_as_it_is() => Assert.Equal(
        Released.Rules,
        Instances<DiagnosticAnalyzer>(typeof(AmbassadorGenerator))
            .SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .Select(rule => (rule.Id, rule.DefaultSeverity.ToString(), rule.Title.ToString(CultureInfo.InvariantCulture)))
            .Distinct()
            .OrderBy(rule => rule.Id, StringComparer.Ordinal));

    [Fact]
    public void Every_descriptor_links_to_its_page_and_is_on() => Assert.All(
        Instances<DiagnosticAnalyzer>(typeof(AmbassadorGenerator)).SelectMany(analyzer => analyzer.SupportedDiagnostics),
        rule =>
        {
            Assert.EndsWith($"docs/diagnostics/{rule.Id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
            Assert.True(rule.IsEnabledByDefault);
            Assert.DoesNotContain(WellKnownDiagnosticTags.NotConfigurable, rule.CustomTags);
        });

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_has_a_page(string id, string severity, string title)
    {
        var page = File.ReadAllText(Path.Combine(Released.Root, "docs", "diagnostics", id + ".md"));

        Assert.StartsWith($"# {id}: {title}\n\n{severity} · Code fix: {(s_fixed.Contains(id) ? "yes" : "no")}\n\n## Cause\n", page, StringComparison.Ordinal);
        Assert.Equal(["## Cause", "## Why it hurts", "## Fix", "## When to suppress"], Headings().Matches(page).Select(match => match.Value));
    }

    [Fact]
    public void The_index_has_them_all()
    {
        var path = Path.Combine(Released.Root, "docs", "diagnostics.md");
        var index = File.ReadAllText(path);
        var begin = index.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = index.IndexOf(End, StringComparison.Ordinal);
        var written = index[..begin] + Table() + index[end..];
        if (Environment.GetEnvironmentVariable("AMBASSADOR_ACCEPT") == "1")
            File.WriteAllText(path, written);
        else
            Assert.Equal(written, index);
    }

    private static string Table() =>
        "| Rule | Severity | Meaning | Code fix |\n| --- | --- | --- | --- |\n"
        + string.Concat(Released.Rules.Select(rule =>
            $"| [{rule.Id}](diagnostics/{rule.Id}.md) | {rule.Severity} | {rule.Title} | {(s_fixed.Contains(rule.Id) ? "yes" : "")} |\n"));

    private static IEnumerable<T> Instances<T>(Type ofAssembly) =>
        ofAssembly.Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract).Select(type => (T)Activator.CreateInstance(type)!);

    private static readonly HashSet<string> s_fixed = [.. Instances<CodeFixProvider>(typeof(RemoveAttributeFix)).SelectMany(fix => fix.FixableDiagnosticIds)];

    [GeneratedRegex("^## .*$", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
