using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ambassador.Corpus.Tests;

/// <summary>What the build knows and wrote into this assembly.</summary>
internal static class BuildFacts
{
    private static readonly AssemblyMetadataAttribute[] s_metadata =
        [.. typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()];

    /// <summary>The packages of the corpus, by name.</summary>
    public static IReadOnlyList<string> Packages { get; } =
        [.. s_metadata.Where(fact => fact.Value == "CorpusPackage").Select(fact => fact.Key).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>NuGet's account of what restore has resolved.</summary>
    public static string AssetsFile { get; } = Get("AssetsFile");

    /// <summary>Where the SDK keeps the reference assemblies of shared frameworks.</summary>
    public static string TargetingPacks { get; } = Get("TargetingPacks");

    /// <summary>The page that holds the results.</summary>
    public static string ResultsFile { get; } = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "docs", "conformance.md");

    /// <summary>Where this project's sources are.</summary>
    public static string ProjectFolder { get; } = Path.GetDirectoryName(ThisFile())!;

    /// <summary>Where the samples' sources are.</summary>
    public static string SamplesFolder { get; } = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "samples");

    private static string Get(string key) => s_metadata.Single(fact => fact.Key == key).Value!;

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
