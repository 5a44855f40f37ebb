using System.Text.RegularExpressions;

namespace Ambassador.Tests.Docs;

/// <summary>The files of the repository that the tests run in.</summary>
internal static class Repository
{
    private static readonly string s_root = FindRoot();

    private static readonly Lazy<string[]> s_testSources = new(() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(s_root, "tests"), "*Tests*.cs", SearchOption.AllDirectories).Select(path => File.ReadAllText(path).ReplaceLineEndings("\n")),
    ]);

    public static string Read(string path) => File.ReadAllText(Path.Combine(s_root, path)).ReplaceLineEndings("\n");

    /// <summary>The cells of the rows of the tables under a heading, up to the next, without the heads; what a cell sets in code is taken out of its backticks.</summary>
    public static List<string[]> Table(string path, string heading)
    {
        var lines = Read(path).Split('\n').SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith('#'));
        var rows = lines.Where(line => line.StartsWith('|')).ToList();
        var rule = rows.FindIndex(row => row.StartsWith("| ---", StringComparison.Ordinal));
        Assert.True(rule >= 0, $"There is no table under '{heading}' in {path}.");
        return [.. rows.Skip(rule + 1).Select(row => row.Trim('|').Split('|').Select(cell => Regex.Replace(cell.Trim(), "^`([^`]*)`$", "$1")).ToArray())];
    }

    /// <summary>Whether there is a class of tests of that name, in any of the projects, and a test in it, if one is named.</summary>
    public static bool HasTest(string testClass, string test = "")
    {
        var sources = s_testSources.Value.Where(source => Regex.IsMatch(source, $@"\bclass {testClass}\b"));
        return test.Length == 0 ? sources.Any() : sources.Any(source => Regex.IsMatch(source, $@"^    \[(Fact|Theory)\b.*\n(    \[.*\n)*    public .*\b{test}\(", RegexOptions.Multiline));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ambassador.Generators.sln")))
            folder = folder.Parent;

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
