using System.Xml.Linq;

namespace Ambassador.Package.Tests;

public class PackageTests(PackageFixture package)
{
    [Theory]
    [InlineData("nupkg", "lib/net10.0/Ambassador.dll")]
    [InlineData("nupkg", "lib/net10.0/Ambassador.xml")]
    [InlineData("nupkg", "analyzers/dotnet/cs/Ambassador.Generators.dll")]
    [InlineData("nupkg", "analyzers/dotnet/cs/Ambassador.CodeFixes.dll")]
    [InlineData("nupkg", "buildTransitive/Ambassador.targets")]
    [InlineData("nupkg", "README.md")]
    [InlineData("nupkg", "icon.png")]
    [InlineData("snupkg", "lib/net10.0/Ambassador.pdb")]
    public void It_holds(string extension, string entry)
    {
        using var archive = package.Open(extension);
        Assert.NotNull(archive.GetEntry(entry));
    }

    [Fact]
    public void It_holds_no_other_code()
    {
        using var archive = package.Open();
        Assert.Equal(3, archive.Entries.Count(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)));
    }

    [Fact]
    public void It_says_where_it_comes_from_and_depends_on_no_build_tool()
    {
        using var archive = package.Open();
        var metadata = XDocument.Load(archive.GetEntry("Ambassador.nuspec")!.Read()).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.Equal(("Ambassador", "The Ambassador authors", "MIT"), (Value("id"), Value("authors"), Value("license")));
        Assert.Equal(("README.md", "icon.png"), (Value("readme"), Value("icon")));
        Assert.Equal("git", metadata.Elements().Single(element => element.Name.LocalName == "repository").Attribute("type")!.Value);
        Assert.Null(Value("developmentDependency"));
        Assert.All(
            metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value),
            id => Assert.DoesNotMatch("^(Microsoft.CodeAnalysis|Ambassador)", id));
    }

    [Fact]
    public void The_one_for_service_discovery_is_a_library_that_depends_on_this_one()
    {
        using var archive = package.Open(name: "Ambassador.ServiceDiscovery");
        var metadata = XDocument.Load(archive.GetEntry("Ambassador.ServiceDiscovery.nuspec")!.Read()).Root!;
        var dependencies = metadata.Descendants().Where(element => element.Name.LocalName == "dependency")
            .ToDictionary(element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value);

        Assert.Equal("lib/net10.0/Ambassador.ServiceDiscovery.dll", Assert.Single(archive.Entries, entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)).FullName);
        Assert.NotNull(archive.GetEntry("lib/net10.0/Ambassador.ServiceDiscovery.xml"));
        Assert.Contains("Ambassador", dependencies.Keys);
        Assert.Equal("10.0.0", dependencies["Microsoft.Extensions.ServiceDiscovery"]);
        Assert.DoesNotContain("Microsoft.CodeAnalysis.PublicApiAnalyzers", dependencies.Keys);
    }
}
