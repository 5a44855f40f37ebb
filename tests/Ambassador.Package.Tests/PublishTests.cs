namespace Ambassador.Package.Tests;

/// <summary>A program with all kinds of calls, published in the two ways that warn of reflection; warnings are errors there.</summary>
public class PublishTests(PackageFixture package)
{
    [Fact]
    public Task Trimmed_and_self_contained() => PublishAndRunAsync("--self-contained -p:PublishTrimmed=true -p:TrimMode=full");

    [Fact]
    public Task Native()
    {
        Assert.SkipWhen(
            OperatingSystem.IsLinux() && !IsInstalled("clang") && !IsInstalled("gcc"),
            "Native compilation needs a linker, and neither clang nor gcc is installed.");
        return PublishAndRunAsync("-p:PublishAot=true");
    }

    private async Task PublishAndRunAsync(string how)
    {
        var folder = Path.Combine(package.Copy("Published"), "Published");
        var output = await package.DotnetAsync(folder, $"publish --use-current-runtime {how} -o out --nologo");

        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        var program = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "Published.exe" : "Published");
        Assert.Equal("ok", (await Processes.RunAsync(folder, program, "")).Trim());
    }

    private static bool IsInstalled(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
