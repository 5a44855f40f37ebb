using Microsoft.CodeAnalysis;

namespace Ambassador.Corpus.Tests;

/// <summary>The reference assemblies of the shared frameworks.</summary>
internal static class Framework
{
    public const string Core = "Microsoft.NETCore.App";
    public const string AspNetCore = "Microsoft.AspNetCore.App";

    private static readonly string[] s_runtime = ["Ambassador", "Polly.Core"];

    /// <summary>Every reference assembly of a framework.</summary>
    public static IReadOnlyList<string> Files(string framework) => Directory.GetFiles(Path.Combine(Pack(framework), "ref", "net10.0"), "*.dll");

    /// <summary>The framework's own generators.</summary>
    public static IReadOnlyList<string> Generators => Directory.GetFiles(Path.Combine(Pack(Core), "analyzers", "dotnet", "cs"), "*.dll");

    /// <summary>What every project with ambassadors references: both frameworks and the runtime, by assembly name.</summary>
    public static IReadOnlyDictionary<string, MetadataReference> References { get; } = Files(Core)
        .Concat(Files(AspNetCore))
        .Concat(s_runtime.Select(name => Path.Combine(AppContext.BaseDirectory, name + ".dll")))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => (MetadataReference)MetadataReference.CreateFromFile(file), StringComparer.OrdinalIgnoreCase);

    private static string Pack(string framework)
    {
        return Directory.GetDirectories(Path.Combine(BuildFacts.TargetingPacks, framework + ".Ref")).Where(folder => Version(folder).Major == 10).MaxBy(Version)!;

        static Version Version(string folder) => System.Version.TryParse(Path.GetFileName(folder), out var version) ? version : new();
    }
}
