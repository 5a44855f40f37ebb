using System.Globalization;
using System.Text;

namespace Ambassador.Corpus.Tests;

/// <summary>Writes docs/conformance.md, or says how it differs: <c>AMBASSADOR_ACCEPT=1</c> makes the results of this run the expectation.</summary>
internal static class ResultsPage
{
    public static void Compare(IReadOnlyList<Result> results, IReadOnlyList<string> samples, Func<string, string> versionOf)
    {
        var text = Write(results, samples, versionOf);
        if (Environment.GetEnvironmentVariable("AMBASSADOR_ACCEPT") == "1")
            File.WriteAllText(BuildFacts.ResultsFile, text);

        Assert.Equal(text, File.Exists(BuildFacts.ResultsFile) ? File.ReadAllText(BuildFacts.ResultsFile).ReplaceLineEndings("\n") : "");
    }

    private static string Write(IReadOnlyList<Result> results, IReadOnlyList<string> samples, Func<string, string> versionOf)
    {
        var page = new StringBuilder(
            $"""
            # Conformance

            `tests/Ambassador.Corpus.Tests` asks for an ambassador of every public interface of the shared frameworks and of many packages, by
            `[assembly: AmbassadorFor(typeof(…), {Profile.Cached.Settings})]`, and compiles all that is generated with nullable enabled and
            warnings as errors. Each interface is decorated, or refused by a diagnostic for one of the reasons in [diagnostics.md](diagnostics/AMB0002.md);
            failed is whatever is neither, or does not compile. The test writes this page and fails where it differs.

            | Package | Version | Interfaces | Decorated | Refused | Failed |
            | --- | --- | ---: | ---: | ---: | ---: |

            """.ReplaceLineEndings("\n"));

        foreach (var result in results)
            Row(page, result.Name, result.Name is Framework.Core or Framework.AspNetCore ? "10.0" : versionOf(result.Name), [result]);

        Row(page, "**all**", "", results);
        RulesSection.Write(page, results, samples);
        page.Append("\n## What is refused\n");
        var refusals = results.SelectMany(result => result.Refusals.Select(refusal => (result.Name, Refusal: refusal)));
        foreach (var reason in refusals.GroupBy(refusal => $"{refusal.Refusal.Id}: a member {Reasons.Of(refusal.Refusal)}").OrderByDescending(reason => reason.Count()).ThenBy(reason => reason.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n### {reason.Key} ({reason.Count()})\n\n");
            foreach (var package in reason.GroupBy(refusal => refusal.Name))
                page.Append(CultureInfo.InvariantCulture, $"- {package.Key}: {string.Join(", ", package.Select(refusal => $"`{refusal.Refusal.Interface["global::".Length..]}`"))}\n");
        }

        return page.ToString();
    }

    private static void Row(StringBuilder page, string name, string version, IReadOnlyList<Result> results)
    {
        var refused = results.SelectMany(result => result.Refusals).GroupBy(refusal => refusal.Id).OrderBy(id => id.Key, StringComparer.Ordinal)
            .Select(id => $"{id.Count()} {id.Key}").DefaultIfEmpty("0");

        page.Append(
            CultureInfo.InvariantCulture,
            $"| {name} | {version} | {results.Sum(result => result.Interfaces)} | {results.Sum(result => result.Decorated)} | {string.Join(", ", refused)} | {results.Sum(result => result.Failures.Count)} |\n");
    }
}
