using System.Text.RegularExpressions;

namespace Ambassador.Package.Tests;

/// <summary>A project of mistakes, those of the documentation among them: what its build says, and what the SDK's own tool makes of it.</summary>
public partial class DiagnosticsTests(PackageFixture package)
{
    private static readonly string s_mistakes = Path.Combine(Repository.Root, "docs", "mistakes");

    [Fact]
    public async Task A_build_says_each_mistake_where_it_stands_and_format_mends_those_that_have_a_fix()
    {
        var folder = Path.Combine(package.Copy("Mistakes"), "Mistakes");
        foreach (var file in Directory.GetFiles(s_mistakes))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));

        // A build does not print what is only for the editor. A settings file is none of [*.cs].
        await File.WriteAllTextAsync(
            Path.Combine(folder, ".globalconfig"),
            "is_global = true\n" + string.Concat(Rules("Info").Select(id => $"dotnet_diagnostic.{id}.severity = warning\n")),
            TestContext.Current.CancellationToken);

        var output = await package.FailAsync(folder, "build --nologo -v:q");
        var marked = Marked(folder);
        Assert.Equal(marked, Said(output));
        Assert.Contains("Exact.cs(8,32): error AMB0001: ICatalog: Retry = -1 is outside its range; it must be a whole number from 0 to 1000 (", output, StringComparison.Ordinal);
        Assert.Contains("Exact.cs(11,6): warning AMB0003: [Retry] of 'ICatalog.Watch()' has no effect", output, StringComparison.Ordinal);
        Assert.Contains("Exact.cs(15,32): warning AMB0003: [Retry] of 'ICatalog.WatchAll()' has no effect", output, StringComparison.Ordinal);
        Assert.Contains("Exact.cs(19,9): error AMB0020: ICatalog.GetAsync(int, CancellationToken): When = \"IsTransient\"", output, StringComparison.Ordinal);
        Assert.Contains("appsettings.json(4,5): warning AMB0027: 'Ambassador:IArticels' names no annotated interface; did you mean 'IArticles'?", output, StringComparison.Ordinal);

        var mended = Mended();
        Assert.NotEmpty(mended);
        Assert.All(mended, id => Assert.Contains(marked, said => said.Rule == id));
        await package.DotnetAsync(folder, $"format analyzers --no-restore --severity info --diagnostics {string.Join(' ', mended)}");

        output = await package.FailAsync(folder, "build --no-restore --nologo -v:q");
        Assert.Equal(Marked(folder).Where(said => !mended.Contains(said.Rule)), Said(output));
        Assert.Contains("    [Obsolete(\"Ask for one.\")]", await File.ReadAllTextAsync(Path.Combine(folder, "Exact.cs"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static List<string> Rules(string severity) =>
        [.. IndexRow().Matches(Index()).Where(row => row.Groups["severity"].Value == severity).Select(row => row.Groups["id"].Value)];

    private static List<string> Mended() =>
        [.. IndexRow().Matches(Index()).Where(row => row.Groups["fix"].Value == "yes").Select(row => row.Groups["id"].Value)];

    private static string Index() => File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics.md"));

    // What the comments say.
    private static List<(string File, int Line, string Rule)> Marked(string folder) =>
    [
        .. Directory.GetFiles(folder, "*.cs").Concat(Directory.GetFiles(folder, "*.json"))
            .SelectMany(file => File.ReadLines(file).SelectMany((line, index) =>
                Mark().Match(line).Groups["id"].Captures.Select(id => (File: Path.GetFileName(file), Line: index + 1, Rule: id.Value))))
            .Order(),
    ];

    // MSBuild repeats at the end what it has said before.
    private static List<(string File, int Line, string Rule)> Said(string output) =>
    [
        .. Line().Matches(output).DistinctBy(line => line.Value)
            .Select(line => (File: line.Groups["file"].Value, Line: int.Parse(line.Groups["line"].Value, null), Rule: line.Groups["id"].Value))
            .Order(),
    ];

    [GeneratedRegex(@"// (?<id>AMB\d{4})(, (?<id>AMB\d{4}))*\r?$")]
    private static partial Regex Mark();

    [GeneratedRegex(@"(?<file>[^/\\\n]+)\((?<line>\d+),\d+\): (error|warning) (?<id>[A-Z]+\d+): .*$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"^\| \[(?<id>AMB\d{4})\]\(.*?\) \| (?<severity>\w+) \| .* \| (?<fix>yes)? ?\|$", RegexOptions.Multiline)]
    private static partial Regex IndexRow();
}
