using System.Text.Json;

namespace Ambassador.Corpus.Tests;

/// <summary>
/// The packages as NuGet has resolved them. Their assets are excluded from this project, so that its account lists their files but chooses none:
/// the choice is made here.
/// </summary>
internal sealed class ResolvedPackages
{
    // What a net10.0 project may use, the nearest first.
    private static readonly string[] s_frameworks =
    [
        "net10.0", "net9.0", "net8.0", "net7.0", "net6.0", "net5.0", "netcoreapp3.1", "netcoreapp3.0", "netcoreapp2.1", "netcoreapp2.0",
        "netstandard2.1", "netstandard2.0", "netstandard1.6", "netstandard1.5", "netstandard1.4", "netstandard1.3", "netstandard1.2", "netstandard1.1", "netstandard1.0",
    ];

    private readonly Dictionary<string, Package> _packages = new(StringComparer.OrdinalIgnoreCase);

    private ResolvedPackages(JsonElement assets)
    {
        var folder = assets.GetProperty("packageFolders").EnumerateObject().First().Name;
        var target = assets.GetProperty("targets").EnumerateObject().First().Value;
        foreach (var library in assets.GetProperty("libraries").EnumerateObject())
        {
            if (library.Value.GetProperty("type").GetString() != "package")
                continue;

            var (name, version) = Split(library.Name);
            var root = Path.Combine(folder, library.Value.GetProperty("path").GetString()!);
            var files = library.Value.GetProperty("files").EnumerateArray().Select(file => file.GetString()!).ToList();
            var dependencies = target.GetProperty(library.Name).TryGetProperty("dependencies", out var named)
                ? named.EnumerateObject().Select(dependency => dependency.Name)
                : [];

            _packages.Add(name, new(name, version, [.. Choose(files).Select(file => Path.Combine(root, file))], [.. dependencies]));
        }
    }

    public static ResolvedPackages Read()
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(BuildFacts.AssetsFile));
        return new(assets.RootElement);
    }

    public Package Find(string name) => _packages[name];

    /// <summary>A package and all that it depends on.</summary>
    public IReadOnlyCollection<Package> Closure(string name)
    {
        var closure = new Dictionary<string, Package>(StringComparer.OrdinalIgnoreCase);
        Add(name);
        return closure.Values;

        void Add(string dependency)
        {
            if (_packages.TryGetValue(dependency, out var package) && closure.TryAdd(dependency, package))
                package.Dependencies.ToList().ForEach(Add);
        }
    }

    private static IEnumerable<string> Choose(List<string> files)
    {
        foreach (var folder in (string[])["ref", "lib"])
        {
            foreach (var framework in s_frameworks)
            {
                var prefix = $"{folder}/{framework}/";
                var chosen = files.Where(file => file.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && !file[prefix.Length..].Contains('/', StringComparison.Ordinal)).ToList();
                if (chosen.Count > 0)
                    return chosen.Where(file => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase));
            }
        }

        return [];
    }

    private static (string Name, string Version) Split(string library) =>
        (library[..library.IndexOf('/', StringComparison.Ordinal)], library[(library.IndexOf('/', StringComparison.Ordinal) + 1)..]);
}

/// <summary>A resolved package.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version.</param>
/// <param name="Files">The assemblies that a project compiles against.</param>
/// <param name="Dependencies">The names of the packages that it depends on.</param>
internal sealed record Package(string Name, string Version, IReadOnlyList<string> Files, IReadOnlyList<string> Dependencies);
