using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Ambassador.Package.Tests;

/// <summary>What loads the analyzers has Roslyn 5.0, and of other assemblies what Roslyn 5.0 itself needs, in no higher versions.</summary>
public class HostTests(PackageFixture package)
{
    private static readonly string[] s_compiler = ["Microsoft.CodeAnalysis.Common", "Microsoft.CodeAnalysis.CSharp"];

    private static readonly string[] s_editor = [.. s_compiler, "Microsoft.CodeAnalysis.Workspaces.Common", "Microsoft.CodeAnalysis.CSharp.Workspaces"];

    [Fact]
    public void The_generator_needs_the_compiler_only() => AssertNeedsOnly("Ambassador.Generators.dll", s_compiler);

    [Fact]
    public void The_code_fixes_need_workspaces_too() => AssertNeedsOnly("Ambassador.CodeFixes.dll", s_editor);

    private void AssertNeedsOnly(string analyzer, string[] packages)
    {
        using var archive = package.Open();
        var host = HostOf(packages);
        var references = Read(archive.GetEntry($"analyzers/dotnet/cs/{analyzer}")!.Read()).References;
        Assert.Contains("Microsoft.CodeAnalysis.CSharp", references.Select(reference => reference.Name));
        Assert.All(references, reference => Assert.True(
            host.TryGetValue(reference.Name, out var version) && reference.Version <= version,
            $"{analyzer} references {reference.Name} {reference.Version}; the host has {version?.ToString() ?? "none"}."));
    }

    private static Dictionary<string, Version> HostOf(string[] packages)
    {
        var host = new Dictionary<string, Version>();
        foreach (var name in packages)
        {
            var folder = Path.Combine(Repository.Packages, name.ToLowerInvariant(), "5.0.0", "lib", "netstandard2.0");
            using var file = File.OpenRead(Assert.Single(Directory.GetFiles(folder, "*.dll")));
            var (self, references) = Read(file);
            foreach (var (assembly, version) in references.Prepend(self))
                host[assembly] = version;
        }

        return host;
    }

    private static ((string Name, Version Version) Self, List<(string Name, Version Version)> References) Read(Stream stream)
    {
        using var file = new PEReader(stream);
        var reader = file.GetMetadataReader();
        var self = reader.GetAssemblyDefinition();
        return (
            (reader.GetString(self.Name), self.Version),
            [.. reader.AssemblyReferences.Select(reader.GetAssemblyReference).Select(reference => (reader.GetString(reference.Name), reference.Version))]);
    }
}
