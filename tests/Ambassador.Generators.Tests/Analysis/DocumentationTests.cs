using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Tests.Analysis;

public class DocumentationTests
{
    public static IEnumerable<TheoryDataRow<string>> Ids => typeof(AmbassadorGenerator).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
        .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)
        .Select(descriptor => descriptor.Id)
        .Distinct()
        .Select(id => new TheoryDataRow<string>(id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_diagnostic_has_a_section_of_its_own(string id) =>
        Assert.Contains(File.ReadAllLines(Documentation()), line => line == $"## {id}");

    private static string Documentation([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", "diagnostics.md");
}
