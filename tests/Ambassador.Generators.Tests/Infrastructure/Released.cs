using System.Runtime.CompilerServices;

namespace Ambassador.Generators.Tests.Infrastructure;

/// <summary>The rules as the release files have them, in order of their ids.</summary>
internal static class Released
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    public static IReadOnlyList<(string Id, string Severity, string Title)> Rules { get; } =
    [
        .. ((string[])["Shipped", "Unshipped"])
            .SelectMany(file => File.ReadLines(Path.Combine(Root, "src", "Ambassador.Generators", $"AnalyzerReleases.{file}.md")))
            .Where(line => line.StartsWith("AMB", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[0], cells[2], cells[3]))
            .OrderBy(rule => rule.Item1, StringComparer.Ordinal),
    ];

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
