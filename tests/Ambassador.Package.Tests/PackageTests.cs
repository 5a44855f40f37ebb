namespace Ambassador.Package.Tests;

/// <summary>What a user gets: one package, and a program outside the repository that compiles and runs with it.</summary>
public class PackageTests(PackageFixture package) : IClassFixture<PackageFixture>
{
    [Fact]
    public void The_package_holds_the_runtime_the_generator_and_the_readme()
    {
        var entries = package.ReadPackage();

        Assert.Contains("lib/net10.0/Ambassador.dll", entries);
        Assert.Contains("lib/net10.0/Ambassador.xml", entries);
        Assert.Contains("analyzers/dotnet/cs/Ambassador.Generators.dll", entries);
        Assert.Contains("README.md", entries);
    }

    [Fact]
    public async Task A_program_outside_the_repository_compiles_the_readmes_code_runs_it_and_its_warm_calls_allocate_nothing()
    {
        var output = await PackageFixture.RunAsync(package.Consumer, "run -c Release");

        Assert.Equal(16, output.Split('\n').Count(line => line.EndsWith(": 0 bytes", StringComparison.Ordinal)));
        Assert.EndsWith("ok", output.TrimEnd(), StringComparison.Ordinal);
    }
}
