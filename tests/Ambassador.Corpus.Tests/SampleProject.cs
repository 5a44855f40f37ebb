using System.Globalization;
using System.Reflection;
using Ambassador.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Corpus.Tests;

/// <summary>One of the samples, asked about by all rules: what is said of code that is meant to be exemplary.</summary>
internal static class SampleProject
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.CSharp14);

    /// <summary>The samples, by their folders.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(BuildFacts.SamplesFolder, "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal)];

    /// <summary>The id and the message of whatever is said.</summary>
    public static async Task<IReadOnlyList<(string Rule, string Message)>> AskAsync(string name, IEnumerable<string> packages, CancellationToken cancellationToken)
    {
        var compilation = CSharpCompilation.Create(
            name,
            Sources(name).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), s_parseOptions, file, cancellationToken: cancellationToken))
                .Append(CSharpSyntaxTree.ParseText(ImplicitUsings, s_parseOptions, "ImplicitUsings.cs", cancellationToken: cancellationToken)),
            [.. Framework.References.Values, .. packages.Select(file => MetadataReference.CreateFromFile(file))],
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        var generators = Framework.Generators.SelectMany(file => new AnalyzerFileReference(file, new Loader()).GetGenerators(LanguageNames.CSharp));
        CSharpGeneratorDriver.Create(generators.Append(new AmbassadorGenerator().AsSourceGenerator()), parseOptions: s_parseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, cancellationToken);
        Assert.Empty(output.GetDiagnostics(cancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        return [.. (await Rules.AskAsync(output, cancellationToken)).Select(diagnostic => (diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture)))];
    }

    private static IEnumerable<string> Sources(string name)
    {
        var folder = Path.Combine(BuildFacts.SamplesFolder, name);
        string[] built = [Path.Combine(folder, "bin") + Path.DirectorySeparatorChar, Path.Combine(folder, "obj") + Path.DirectorySeparatorChar];
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !built.Any(output => file.StartsWith(output, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
