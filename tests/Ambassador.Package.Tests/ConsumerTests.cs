namespace Ambassador.Package.Tests;

/// <summary>What a user gets: one package, and programs outside the repository that compile, run and are published with it.</summary>
public class ConsumerTests(PackageFixture package)
{
    [Fact]
    public async Task A_program_compiles_the_readmes_code_runs_it_and_its_warm_calls_allocate_nothing()
    {
        var output = await package.DotnetAsync(Path.Combine(package.Copy("Readme"), "Readme"), "run -c Release");

        Assert.Equal(16, output.Split('\n').Count(line => line.EndsWith(": 0 bytes", StringComparison.Ordinal)));
        Assert.EndsWith("ok", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_application_gets_runtime_and_generator_by_way_of_a_library(bool fromPackage)
    {
        var folder = package.Copy("Library", "Application");
        if (fromPackage)
            await package.DotnetAsync(Path.Combine(folder, "Library"), $"pack -o {package.Feed} --nologo");

        var output = await package.DotnetAsync(Path.Combine(folder, "Application"), $"run -p:LibraryFromPackage={fromPackage}");

        Assert.Equal("CatalogAmbassador: Product 1", output.Trim());
    }
}
