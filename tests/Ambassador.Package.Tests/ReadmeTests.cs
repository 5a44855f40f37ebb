using System.Text.RegularExpressions;

namespace Ambassador.Package.Tests;

/// <summary>Every line of C# in the README stands in the consumer, which is compiled and run against the package.</summary>
public partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    private static readonly string Consumer = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Consumers", "Readme", "Program.cs"));

    [Fact]
    public void Its_code_is_compiled_and_run()
    {
        var program = Consumer.Split('\n').Select(line => line.Trim()).ToHashSet();
        var blocks = CSharpBlock().Matches(Readme);

        Assert.Equal(6, blocks.Count);
        Assert.All(
            blocks.SelectMany(block => block.Groups[1].Value.Split('\n')).Select(line => TrailingComment().Replace(line, "").Trim()),
            line => Assert.Contains(line, program));
    }

    [Fact]
    public void Its_first_screen_shows_the_interface_and_the_two_commands()
    {
        var screen = string.Join('\n', Readme.Split('\n').Take(40));

        Assert.Contains("[Ambassador(Retry = 3, TimeoutMs = 2_000, CacheSeconds = 60, Breaker = 0.5)]", screen, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project samples/Storefront\n", screen, StringComparison.Ordinal);
        Assert.Contains("dotnet test\n", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_links_lead_somewhere()
    {
        var root = Repository.Root;
        Assert.All(
            Link().Matches(Readme).Select(link => link.Groups[1].Value).Where(target => !target.Contains("://", StringComparison.Ordinal)),
            target => Assert.True(File.Exists(Path.Combine(root, target)), target));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"\s+// .*$")]
    private static partial Regex TrailingComment();

    [GeneratedRegex(@"\]\(([^)#]+)[^)]*\)")]
    private static partial Regex Link();
}
