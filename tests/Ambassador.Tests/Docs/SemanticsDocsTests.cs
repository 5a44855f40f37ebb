using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Ambassador.Tests.Docs;

public partial class SemanticsDocsTests
{
    private const string Semantics = "docs/semantics.md";

    [Fact]
    public void The_list_of_errors_that_are_not_retried_is_the_codes()
    {
        var documented = Repository.Table(Semantics, "## Retry").Select(row => row[0]).ToArray();
        var inCode = ListedType().Matches(Repository.Read("src/Ambassador/Policies/ProgramErrors.cs")).Select(match => match.Groups[1].Value);

        Assert.Equal(inCode, documented);
    }

    [Fact]
    public void Errors_of_the_types_listed_are_not_retried()
    {
        foreach (var name in Repository.Table(Semantics, "## Retry").Select(row => row[0]))
        {
            var type = typeof(object).Assembly.GetType($"System.{name}", throwOnError: true)!;
            Assert.False(new FailureRules(PolicySettings.None).For((Exception)RuntimeHelpers.GetUninitializedObject(type)).Counts, name);
        }
    }

    [Fact]
    public void Every_difference_from_Polly_names_a_test_of_its_own()
    {
        var differences = Repository.Table(Semantics, "## Where we differ from Polly on purpose");
        var tests = typeof(PollyDifferencesTests).GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), inherit: true));

        Assert.All(differences, row => Assert.Equal(4, row.Length));
        Assert.Equal(
            tests.Select(test => $"{nameof(PollyDifferencesTests)}.{test.Name}").Order(),
            differences.Select(row => row[3]).Order());
    }

    public static TheoryData<string> Pages { get; } = ["docs/semantics.md", "docs/telemetry.md", "docs/microprofile.md"];

    [Theory, MemberData(nameof(Pages))]
    public void Every_test_that_a_page_names_exists(string page)
    {
        var named = NamedTest().Matches(Repository.Read(page));

        Assert.NotEmpty(named);
        Assert.All(named, match => Assert.True(Repository.HasTest(match.Groups[1].Value, match.Groups[2].Value), match.Value));
    }

    [GeneratedRegex(@"typeof\((\w+Exception)\)")]
    private static partial Regex ListedType();

    [GeneratedRegex(@"`(\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex NamedTest();
}
