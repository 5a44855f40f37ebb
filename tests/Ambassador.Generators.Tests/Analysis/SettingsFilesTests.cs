using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Ambassador.Generators.Tests.Analysis;

/// <summary>The package's build file hands the settings files of a project to the analyzers.</summary>
public sealed class SettingsFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ambassador-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("", new[] { "appsettings.Production.json", "appsettings.json" })]
    [InlineData("-p:Own=true", new[] { "appsettings.Production.json", "appsettings.json" })]
    [InlineData("-p:AmbassadorCheckAppSettings=false", new string[0])]
    [InlineData("-p:AmbassadorCheckAppSettings=false -p:Own=true", new[] { "appsettings.json" })]
    public async Task Each_is_handed_over_once(string properties, string[] expected)
    {
        foreach (var file in (string[])["appsettings.json", "appsettings.Production.json", "other.json"])
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, file), "{}", TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "shop.proj"),
            $"""
            <Project>
              <ItemGroup Condition="'$(Own)' == 'true'"><AdditionalFiles Include="appsettings.json" /></ItemGroup>
              <Import Project="{Targets()}" />
            </Project>
            """,
            TestContext.Current.CancellationToken);

        using var process = Process.Start(new ProcessStartInfo("dotnet", $"msbuild shop.proj -getItem:AdditionalFiles {properties}")
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        using var items = JsonDocument.Parse(output);
        Assert.Equal(
            expected,
            items.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()).Order(StringComparer.Ordinal));
    }

    private static string Targets([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(path, "..", "..", "..", "..", "src", "Ambassador", "buildTransitive", "Ambassador.targets"));
}
