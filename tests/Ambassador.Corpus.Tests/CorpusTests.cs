using System.Collections.Concurrent;

namespace Ambassador.Corpus.Tests;

/// <summary>Every public interface of the shared frameworks and of many packages is decorated, or refused for a reason that is documented.</summary>
public class CorpusTests
{
    private static readonly ResolvedPackages s_packages = ResolvedPackages.Read();
    private static readonly ConcurrentDictionary<string, Task<Result>> s_results = new();

    public static IEnumerable<TheoryDataRow<string>> Names =>
        ((string[])[Framework.Core, Framework.AspNetCore, .. BuildFacts.Packages]).Select(name => new TheoryDataRow<string>(name) { TestDisplayName = name });

    public static IEnumerable<TheoryDataRow<string>> Ids => Rules.All.Select(rule => new TheoryDataRow<string>(rule.Id) { TestDisplayName = rule.Id });

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Decorated_or_refused(string name)
    {
        var result = await ResultOfAsync(name);

        Assert.True(result.Failures.Count == 0, string.Join("\n", result.Failures.Take(40).Prepend($"{result.Failures.Count} failures")));
        Assert.All(result.Refusals, refusal => Assert.True(Reasons.IsDocumented(refusal), refusal.Message));
        Assert.Equal(result.Interfaces, result.Decorated + result.Refusals.Count);
    }

    [Fact]
    public async Task The_documented_results_are_those_of_this_run()
    {
        var results = await ResultsAsync();
        var spectre = s_packages.Closure("Spectre.Console").SelectMany(package => package.Files).ToList();
        var samples = new List<string>();
        foreach (var name in SampleProject.Names)
            samples.AddRange((await SampleProject.AskAsync(name, spectre, TestContext.Current.CancellationToken)).Select(said => said.Rule));

        Assert.True(results.Sum(result => result.Interfaces) >= 2_500, $"{results.Sum(result => result.Interfaces)} interfaces");
        ResultsPage.Compare(results, samples, name => s_packages.Find(name).Version);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_sample_that_was_read_is_that_of_this_run_and_hardly_wrong(string rule)
    {
        var reading = Reading.Of(rule, (await ResultsAsync()).SelectMany(result => result.Findings).Where(finding => finding.Rule == rule));

        reading.Compare();
        Assert.True(reading.Wrong * 10 <= reading.Read, $"{reading.Wrong} of {reading.Read} findings of {rule} are false alarms: mend it, or turn it down.");
    }

    private static async Task<IReadOnlyList<Result>> ResultsAsync()
    {
        var results = new List<Result>();
        foreach (var name in Names)
            results.Add(await ResultOfAsync(name.Data));

        return results;
    }

    private static Task<Result> ResultOfAsync(string name) => s_results.GetOrAdd(name, static name => name is Framework.Core or Framework.AspNetCore
        ? Trial.RunAsync(name, Framework.Files(name), [], TestContext.Current.CancellationToken)
        : Trial.RunAsync(name, s_packages.Find(name).Files, s_packages.Closure(name).SelectMany(package => package.Files), TestContext.Current.CancellationToken));
}
