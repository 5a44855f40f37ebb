namespace Ambassador.Package.Tests;

/// <summary>A compiler that cannot load the generator, or a language version without what it writes, is one clear error.</summary>
public class CompilerTests(PackageFixture package)
{
    [Theory]
    [InlineData("CompilerApiVersion=roslyn4.14", "AMB0101", "Ambassador needs version 5.0 or later of the C# compiler, and this project is compiled by version 4.14.")]
    [InlineData("CompilerApiVersion=roslyn3.11", "AMB0101", "Ambassador needs version 5.0 or later of the C# compiler, and this project is compiled by version 3.11.")]
    [InlineData("LangVersion=8", "AMB0102", "Ambassador generates code of C# 9.0, and this project sets LangVersion to 8.")]
    [InlineData("LangVersion=7.3", "AMB0102", "Ambassador generates code of C# 9.0, and this project sets LangVersion to 7.3.")]
    public async Task Too_old(string property, string code, string text)
    {
        var errors = Errors(await package.FailAsync(Path.Combine(package.Copy("Library"), "Library"), $"build -p:{property} --nologo"));

        Assert.Contains($"error {code}: {text}", Assert.Single(errors), StringComparison.Ordinal);
        Assert.StartsWith($"# {code}: ", File.ReadLines(Path.Combine(Repository.Root, "docs", "diagnostics", $"{code}.md")).First(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5.0", "9.0")]
    [InlineData("10.0", "latest")]
    public async Task Recent_enough(string compiler, string language) =>
        Assert.Empty(Errors(await package.DotnetAsync(
            Path.Combine(package.Copy("Library"), "Library"), $"build -p:CompilerApiVersion=roslyn{compiler} -p:LangVersion={language} --nologo")));

    private static List<string> Errors(string output) => [.. output.Split('\n').Where(line => line.Contains("error ", StringComparison.Ordinal)).Distinct()];
}
