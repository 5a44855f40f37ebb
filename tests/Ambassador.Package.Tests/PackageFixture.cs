using System.IO.Compression;

[assembly: AssemblyFixture(typeof(Ambassador.Package.Tests.PackageFixture))]

namespace Ambassador.Package.Tests;

/// <summary>
/// Packs the package once. Its consumers stand in folders outside the repository, where none of its build files are found, and
/// restore into a package folder of their own, so that what they find is what was packed.
/// </summary>
public sealed class PackageFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ambassador-package-").FullName;

    public string Version { get; } = $"0.0.0-test{DateTime.UtcNow.Ticks}";

    /// <summary>Where packages are found, beside the sources of the machine.</summary>
    public string Feed => Path.Combine(_folder, "feed");

    public async ValueTask InitializeAsync()
    {
        foreach (var name in new[] { "Ambassador", "Ambassador.ServiceDiscovery" })
        {
            await Processes.RunAsync(
                Path.Combine(Repository.Root, "src", name),
                "dotnet",
                $"pack --no-build -c {Repository.Configuration} -o {Feed} -p:Version={Version} --nologo");
        }
    }

    /// <summary>The package, or with <c>snupkg</c> its symbols.</summary>
    public ZipArchive Open(string extension = "nupkg", string name = "Ambassador") => ZipFile.OpenRead(Path.Combine(Feed, $"{name}.{Version}.{extension}"));

    /// <summary>Copies consumers to a folder of this test's own.</summary>
    /// <param name="names">Their folders below Consumers.</param>
    /// <returns>The folder in which they stand side by side.</returns>
    public string Copy(params string[] names)
    {
        var target = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.Combine(target, name));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Consumers", name)))
                File.Copy(file, Path.Combine(target, name, Path.GetFileName(file)));
        }

        File.WriteAllText(Path.Combine(target, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <AmbassadorVersion>{Version}</AmbassadorVersion>
                <RestoreAdditionalProjectSources>{Feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
            </Project>
            """);
        return target;
    }

    /// <summary>Runs the SDK on a consumer.</summary>
    public Task<string> DotnetAsync(string folder, string arguments) => Processes.RunAsync(folder, "dotnet", arguments, Packages);

    /// <summary>Runs the SDK on a consumer that is to fail, and returns what it said.</summary>
    public async Task<string> FailAsync(string folder, string arguments)
    {
        var (exitCode, output) = await Processes.TryAsync(folder, "dotnet", arguments, Packages);
        Assert.NotEqual(0, exitCode);
        return output;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    private (string, string) Packages => ("NUGET_PACKAGES", Path.Combine(_folder, "packages"));
}
