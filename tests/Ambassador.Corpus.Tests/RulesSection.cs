using System.Globalization;
using System.Text;

namespace Ambassador.Corpus.Tests;

/// <summary>The part of docs/conformance.md that says how often each rule speaks, and how often it should not have.</summary>
internal static class RulesSection
{
    private static readonly Profile[] s_profiles = [Profile.Cached, Profile.Uncached];

    public static void Write(StringBuilder page, IReadOnlyList<Result> results, IReadOnlyList<string> samples)
    {
        var interfaces = results.Sum(result => result.Interfaces);
        page.Append(
            $"""

            ## The rules

            All [rules](diagnostics.md) over the same {interfaces} interfaces, of whose methods {results.Sum(result => result.Methods)} go through the policies: once as
            above and once without the cache (`{Profile.Uncached.Settings}`). The settings agree with each other, so that what a rule says, it says of the interface; nobody
            would ask for retries of everything, so rules of writes speak often. Counted are the findings, and the interfaces of a thousand that have any. "Samples" is what is
            said of `samples/Storefront` and `samples/Replicas`. Of each rule that speaks, up to fifty findings are drawn evenly; somebody has read them and called each right or
            wrong in `tests/Ambassador.Corpus.Tests/Readings`. A rule of whose findings more than one in ten is wrong fails the test.

            | Rule | {string.Join(" | ", s_profiles.Select(profile => $"{profile.Name}: findings | of 1 000 interfaces"))} | Samples | Sample | Read | Wrong |
            | --- | {string.Concat(Enumerable.Repeat("---: | ", (2 * s_profiles.Length) + 4)).TrimEnd()}

            """.ReplaceLineEndings("\n"));

        foreach (var rule in Rules.All)
        {
            var findings = results.SelectMany(result => result.Findings).Where(finding => finding.Rule == rule.Id).ToList();
            var reading = Reading.Of(rule.Id, findings);
            var counts = s_profiles.Select(profile => Counts([.. findings.Where(finding => finding.Profile == profile)], interfaces));
            page.Append(
                CultureInfo.InvariantCulture,
                $"| [{rule.Id}](diagnostics/{rule.Id}.md) | {string.Join(" | ", counts)} | {samples.Count(said => said == rule.Id)} | {reading.Size} | {reading.Read} | {reading.Wrong} |\n");
        }
    }

    private static string Counts(IReadOnlyList<Finding> findings, int interfaces)
    {
        var speaking = findings.Select(finding => (finding.Package, finding.Interface)).Distinct().Count();
        return string.Create(CultureInfo.InvariantCulture, $"{findings.Count} | {1_000.0 * speaking / interfaces:0.#}");
    }
}
