using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Tests.Infrastructure;

/// <summary>
/// Compares what is generated with files beside the test class, named <c>TestClass.TestName#HintName.g.verified.cs</c>. A difference
/// leaves a <c>.received.cs</c> beside it; the environment variable <c>AMBASSADOR_ACCEPT=1</c> makes what is generated the expectation.
/// </summary>
internal static partial class Golden
{
    private const string Registration = "Ambassador.Registration.g.cs";

    private static readonly bool s_accept = Environment.GetEnvironmentVariable("AMBASSADOR_ACCEPT") == "1";

    /// <summary>Proves what holds of everything generated, then compares the interfaces' files.</summary>
    public static Task VerifyAsync(string source, [CallerFilePath] string path = "", [CallerMemberName] string test = "") =>
        VerifyAsync(Compile.Sources(source), path, test);

    /// <inheritdoc cref="VerifyAsync(string, string, string)"/>
    public static async Task VerifyAsync(CSharpCompilation compilation, [CallerFilePath] string path = "", [CallerMemberName] string test = "")
    {
        var files = await ProveAsync(compilation);
        files.Remove(Registration);
        Compare(files, path, test);
    }

    /// <summary>Proves what holds of everything generated, then compares the registration's file.</summary>
    public static async Task VerifyRegistrationAsync(
        CSharpCompilation compilation, [CallerFilePath] string path = "", [CallerMemberName] string test = "")
        => Compare(new() { [Registration] = (await ProveAsync(compilation))[Registration] }, path, test);

    private static async Task<SortedDictionary<string, string>> ProveAsync(CSharpCompilation compilation)
    {
        var output = compilation.WithGenerated();
        output.AssertCompiles();
        await output.AssertAnalyzesAsync();
        await TrimAnalysis.AssertPublishesAsync(compilation);
        compilation.CheckedWithoutNullable().WithGenerated().AssertCompiles();
        Incrementality.AssertUnrelatedEditWritesNothing(compilation);
        Incrementality.AssertEditOfOneInterfaceWritesOneFile(compilation);
        return Compile.Generate(compilation);
    }

    private static void Compare(SortedDictionary<string, string> files, string path, string test)
    {
        var folder = Path.GetDirectoryName(path)!;
        var prefix = $"{Path.GetFileNameWithoutExtension(path)}.{test}";
        var differences = new List<string>();
        var expected = Directory.GetFiles(folder, $"{prefix}#*.verified.cs").ToHashSet();
        foreach (var (hint, text) in files)
        {
            var stem = Path.Combine(folder, $"{prefix}#{hint[..^".cs".Length]}");
            expected.Remove(stem + ".verified.cs");
            if (Difference(stem, Version().Replace(text, "$1<version>$2")) is { } difference)
                differences.Add(difference);
        }

        foreach (var stale in expected)
        {
            if (s_accept)
                File.Delete(stale);
            else
                differences.Add($"{Path.GetFileName(stale)} is expected and not generated.");
        }

        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    private static string? Difference(string stem, string text)
    {
        var verified = stem + ".verified.cs";
        var received = stem + ".received.cs";
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        if (expected == text || s_accept)
        {
            File.Delete(received);
            if (expected != text)
                File.WriteAllText(verified, text);

            return null;
        }

        File.WriteAllText(received, text);
        return expected is null ? $"{Path.GetFileName(verified)} does not exist yet.\n{text}" : $"{Path.GetFileName(verified)} differs:\n{FirstDifference(expected, text)}";
    }

    private static string FirstDifference(string expected, string actual)
    {
        var left = expected.Split('\n');
        var right = actual.Split('\n');
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
            line++;

        return $"line {line + 1}\n  expected: {left.ElementAtOrDefault(line) ?? "(end)"}\n  received: {right.ElementAtOrDefault(line) ?? "(end)"}";
    }

    // A release must not change every golden file.
    [GeneratedRegex("""(GeneratedCode\("Ambassador\.Generators", ")[^"]*("\))""")]
    private static partial Regex Version();
}
