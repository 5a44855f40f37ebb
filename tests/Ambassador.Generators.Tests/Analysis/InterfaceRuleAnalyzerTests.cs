using System.Globalization;
using Ambassador.Generators.Analysis;
using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Tests.Analysis;

/// <summary>Which interfaces a rule is shown: each that is annotated, once, wherever that is said and in however many files.</summary>
public class InterfaceRuleAnalyzerTests
{
    [Fact]
    public Task Annotated_itself() => ShowsAsync(
        ["IMethod", "IOuter.INested", "IOwn"],
        "[Ambassador.Ambassador] public interface IOwn; public interface IMethod { [Ambassador.Ambassador(Retry = 1)] int Get(); }",
        "public interface IOuter { [Ambassador.Ambassador] public interface INested; }");

    [Fact]
    public Task Annotated_by_the_assembly_in_several_files() => ShowsAsync(
        ["IDisposable", "IFirst", "ISecond"],
        "[assembly: Ambassador.AmbassadorFor(typeof(ISecond))] [assembly: Ambassador.AmbassadorFor(typeof(System.IDisposable))]",
        "[assembly: Ambassador.AmbassadorFor(typeof(IFirst))]",
        "public interface IFirst; public interface ISecond; public interface INeither;");

    [Fact]
    public Task In_several_parts() => ShowsAsync(
        ["IParts"], "public partial interface IParts;", "[Ambassador.Ambassador] public partial interface IParts;", "public partial interface IParts;");

    [Fact]
    public Task Annotated_twice_it_is_shown_once() => ShowsAsync(
        ["IOwn"],
        "[assembly: Ambassador.AmbassadorFor(typeof(IOwn))]",
        "[Ambassador.Ambassador] public interface IOwn;");

    [Fact]
    public Task Not_what_gets_no_ambassador() => ShowsAsync(
        [], "[Ambassador.Ambassador] file interface IFile; [Ambassador.Ambassador] public interface IInit { int Value { get; init; } } public class Plain;");

    private static async Task ShowsAsync(string[] expected, params string[] sources)
    {
        var diagnostics = await Compile.Sources(sources).WithGenerated().WithAnalyzers([new Witness()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, diagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal));
    }

#pragma warning disable RS1001, RS2008 // It is made by these tests and found by nobody.
    private sealed class Witness() : InterfaceRuleAnalyzer(s_shown)
    {
        private static readonly DiagnosticDescriptor s_shown = new("SHOWN", "Shown", "{0}", "Tests", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        private protected override void Judge(AnnotatedInterface type, AnalyzerOptions options, Findings findings) =>
            findings.Add(s_shown, null, type.Type.Locations[0]);
    }
#pragma warning restore RS1001, RS2008
}
