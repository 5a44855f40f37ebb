using System.Globalization;
using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class StrayPolicyAnalyzerTests
{
    private const string Prelude = "using Ambassador; using System; using System.Threading.Tasks;\n";

    [Theory]
    [InlineData("[Retry(3)] public interface IX { Task A(); }", "[Retry] of 'IX' has no effect: 'IX' has no ambassador")]
    [InlineData("public interface IX { [CircuitBreaker(0.5)] Task A(); }", "[CircuitBreaker] of 'IX.A()' has no effect: 'IX' has no ambassador")]
    [InlineData("public class C { private interface IX { [Timeout(100)] int A(); } }", "[Timeout] of 'C.IX.A()' has no effect: 'C.IX' has no ambassador")]
    [InlineData("public interface IX<T> { [Idempotent] T A(); }", "[Idempotent] of 'IX<T>.A()' has no effect: 'IX<T>' has no ambassador")]
    [InlineData("public interface IX { [Retry(3)] Task A(); } [Ambassador] public interface IY { } public interface IZ : IX { }", "[Retry] of 'IX.A()' has no effect: 'IX' has no ambassador")]
    public async Task A_policy_without_an_ambassador(string source, string message)
    {
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(Prelude + source), "AMB0003"));

        Assert.Equal(("AMB0003", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.DefaultSeverity));
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        var text = diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
        Assert.StartsWith(message[1..message.IndexOf(']', StringComparison.Ordinal)], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_of_several()
    {
        var diagnostics = await Compile.AnalyzeAsync(Compile.Sources(
            Prelude + "[Retry(3), Timeout(100)] public interface IX { [Retry(1), Retry(2, On = typeof(TimeoutException))] Task A(); Task B(); }"), "AMB0003");

        Assert.Equal(["AMB0003", "AMB0003", "AMB0003", "AMB0003"], diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData("[Ambassador, Retry(3)] public interface IX { [Timeout(100)] Task A(); }")]
    [InlineData("[Retry(3)] public interface IX { [Ambassador] Task A(); [Timeout(100)] Task B(); }")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX))] [Retry(3)] public interface IX { Task A(); }")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX<>))] [Retry(3)] public interface IX<T> { Task<T> A(); }")]
    [InlineData("[Retry(3)] public interface IX { [Timeout(100)] Task A(); } [Ambassador] public interface IY : IX { }")]
    [InlineData("public interface IX<T> { [Timeout(100)] Task<T> A(); } public interface IY : IX<int> { } namespace N { public class C { [Ambassador] internal interface IZ : IY { } } }")]
    [InlineData("public interface IX { [Obsolete] Task A(); Task B(); }")]
    public async Task Nothing_is_said_where_it_has_an_effect(string source) =>
        Assert.Empty(await Compile.AnalyzeAsync(Compile.Sources(Prelude + source), "AMB0003"));

    [Fact]
    public async Task A_method_that_no_policy_applies_to_has_its_own_diagnostic() => Assert.Equal(
        "AMB0003", Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(Prelude + "public interface IX { [Retry(3)] ref int A(); }"), "AMB0003")).Id);
}
