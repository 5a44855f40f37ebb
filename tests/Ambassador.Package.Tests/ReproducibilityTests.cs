using System.IO.Compression;

namespace Ambassador.Package.Tests;

public class ReproducibilityTests
{
    [Fact]
    public async Task Packing_twice_from_nothing_makes_the_same_assemblies_and_symbols()
    {
        var folder = Directory.CreateTempSubdirectory("ambassador-reproducible-").FullName;
        try
        {
            var first = await PackAsync(folder);
            var second = await PackAsync(folder);

            Assert.Equal(["Ambassador.CodeFixes.dll", "Ambassador.Generators.dll", "Ambassador.dll", "Ambassador.pdb"], first.Keys);
            Assert.All(first, file => Assert.Equal(file.Value, second[file.Key]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // As a build server does it. The intermediate files have the same place both times, since what is written there is named in the symbols.
    private static async Task<SortedDictionary<string, byte[]>> PackAsync(string folder)
    {
        var build = Path.Combine(folder, "build");
        var feed = Path.Combine(folder, "feed");
        await Processes.RunAsync(
            Repository.Root, "dotnet", $"pack src/Ambassador -c Release -p:ContinuousIntegrationBuild=true --artifacts-path {build} -o {feed} --nologo");

        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var package in Directory.EnumerateFiles(feed))
        {
            using var archive = ZipFile.OpenRead(package);
            foreach (var entry in archive.Entries.Where(entry => Path.GetExtension(entry.Name) is ".dll" or ".pdb"))
                files.Add(entry.Name, entry.Read().ToArray());
        }

        Directory.Delete(build, recursive: true);
        Directory.Delete(feed, recursive: true);
        return files;
    }
}
