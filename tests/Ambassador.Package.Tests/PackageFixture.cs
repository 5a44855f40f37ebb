using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;

namespace Ambassador.Package.Tests;

/// <summary>Packs the package once and copies the consumer to a folder outside the repository, where none of its build files are found.</summary>
public sealed class PackageFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ambassador-package-").FullName;
    private readonly string _version = $"0.0.0-test{DateTime.UtcNow.Ticks}";

    public string Consumer => Path.Combine(_folder, "consumer");

    public async ValueTask InitializeAsync()
    {
        var project = Path.Combine(Metadata("RepositoryRoot"), "src", "Ambassador");
        await RunAsync(project, $"pack --no-build -c {Metadata("Configuration")} -o {_folder} -p:Version={_version} --nologo");

        Directory.CreateDirectory(Consumer);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Consumer")))
            File.Copy(file, Path.Combine(Consumer, Path.GetFileName(file)));

        // What is installed already need not be fetched again, and what is tested is not left behind.
        File.WriteAllText(Path.Combine(Consumer, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <AmbassadorVersion>{_version}</AmbassadorVersion>
                <RestoreAdditionalProjectSources>{_folder}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{Path.Combine(_folder, "packages")}</RestorePackagesPath>
                <RestoreAdditionalProjectFallbackFolders>{Metadata("PackagesFolder")}</RestoreAdditionalProjectFallbackFolders>
              </PropertyGroup>
            </Project>
            """);
    }

    public IReadOnlyCollection<string> ReadPackage()
    {
        using var package = ZipFile.OpenRead(Path.Combine(_folder, $"Ambassador.{_version}.nupkg"));
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>Runs the SDK and returns what it printed; throws with all of it if it fails.</summary>
    public static async Task<string> RunAsync(string folder, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["MSBUILDTERMINALLOGGER"] = "off" },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"dotnet {arguments} ended with {process.ExitCode}:\n{output}\n{await error}");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    public static string Metadata(string key)
        => typeof(PackageFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
