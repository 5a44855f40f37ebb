using System.Globalization;
using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class MethodAnalyzerTests
{
    private const string Prelude = "using Ambassador; using System; using System.Collections.Generic; using System.Threading.Tasks;\n";

    [Fact]
    public async Task A_key_that_chooses_no_target()
    {
        const string Source = Prelude + "[Ambassador] public interface ICarts { Task<int> GetAsync([HashKey] string user, int item); }";
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(Source), "AMB0003", "AMB0020"));

        Assert.Equal(("AMB0003", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.DefaultSeverity));
        Assert.Equal(
            "[HashKey] of 'ICarts.GetAsync(string, int), user' has no effect: 'ICarts' does not carry [Balance]",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal("HashKey", Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("[HealthProbe] Task PingAsync(int depth);", "it takes more than a CancellationToken")]
    [InlineData("[HealthProbe] Task<int> PingAsync();", "it does not return a Task or ValueTask of nothing, of a bool or of a TargetHealth")]
    [InlineData("[HealthProbe] bool Ping();", "it does not return a Task or ValueTask of nothing, of a bool or of a TargetHealth")]
    [InlineData("[HealthProbe] Task PingAsync<T>();", "it is generic")]
    [InlineData("[HealthProbe] Task OneAsync(); [HealthProbe] Task PingAsync();", "another one comes before it")]
    public async Task A_probe_that_does_not_fit(string methods, string reason)
    {
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources($"{Prelude}[Ambassador] public interface ICatalog {{ {methods} }}"), "AMB0003", "AMB0020"));

        Assert.Equal("AMB0020", diagnostic.Id);
        Assert.EndsWith($"': {reason}", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Task PingAsync();")]
    [InlineData("ValueTask PingAsync(System.Threading.CancellationToken token);")]
    [InlineData("Task<bool> PingAsync();")]
    [InlineData("ValueTask<Ambassador.Targets.TargetHealth> PingAsync(System.Threading.CancellationToken token);")]
    public async Task A_probe_that_fits(string method)
    {
        var sources = Compile.Sources($"{Prelude}[Ambassador] public interface ICatalog {{ [HealthProbe] {method} }}");

        Assert.Empty(await Compile.AnalyzeAsync(sources, "AMB0003", "AMB0020"));
    }

    [Theory]
    [InlineData("[Ambassador, Balance(BalancingAlgorithm.Maglev)] public interface ICarts { Task<int> GetAsync([HashKey] string user); }")]
    [InlineData("public interface ICarts { Task<int> GetAsync([HashKey] string user); }")]
    public async Task A_key_that_may_choose_one(string source) => Assert.Empty(await Compile.AnalyzeAsync(Compile.Sources(Prelude + source), "AMB0003", "AMB0020"));

    [Theory]
    [InlineData("ref int M();", "it returns by reference")]
    [InlineData("ref readonly int M();", "it returns by reference")]
    [InlineData("ReadOnlySpan<int> M();", "its result may not leave the stack")]
    [InlineData("unsafe int* M();", "it uses pointers")]
    [InlineData("void M<T>() where T : allows ref struct;", "a type argument may be a ref struct")]
    [InlineData("IAsyncEnumerator<int> M();", "its result is yet to be awaited, enumerated or subscribed to by the caller")]
    [InlineData("IObservable<int> M();", "its result is yet to be awaited, enumerated or subscribed to by the caller")]
    [InlineData("IEnumerator<int> M();", "its result is yet to be awaited, enumerated or subscribed to by the caller")]
    [InlineData("static int M() => 1;", "it is not a method that an ambassador implements")]
    [InlineData("sealed int M() => 1;", "it is not a method that an ambassador implements")]
    public async Task A_method_that_is_forwarded(string method, string reason)
    {
        foreach (var @interface in new[] { "[Ambassador(Retry = 3)] public interface IX", "public interface IX" })
            await AssertSaysAsync(reason, $"{@interface} {{ [Ambassador(Retry = 1)] {method} }}");
    }

    [Theory]
    [InlineData("void M(ref int i);", "a parameter is passed by reference")]
    [InlineData("bool M(out int i);", "a parameter is passed by reference")]
    [InlineData("void M(Span<int> s);", "a parameter may not leave the stack")]
    public Task A_method_whose_arguments_cannot_be_kept(string method, string reason) =>
        AssertSaysAsync(reason, $"[Ambassador(Retry = 3)] public interface IX {{ [Ambassador(TimeoutMs = 1)] {method} }}", "Ambassador(TimeoutMs = 1)");

    [Theory]
    [InlineData("[Ambassador] public interface IX { int P { [Ambassador(Retry = 1)] get; } }", "it is not a method that an ambassador implements")]
    [InlineData("[Ambassador] public interface IX : IY { [Ambassador(Retry = 1)] int IY.M() => 1; } public interface IY { int M(); }", "it is not a method that an ambassador implements")]
    [InlineData("public class X { [Ambassador(Retry = 1)] public int M() => 1; }", "it is not a method of an interface")]
    public Task What_no_ambassador_implements(string source, string reason) => AssertSaysAsync(reason, source);

    [Theory]
    [InlineData("typeof(IX), \"Ref\"", "'IX.Ref'", "it returns by reference")]
    [InlineData("typeof(IX), \"All\"", "'IX.All'", "its result is yet to be awaited, enumerated or subscribed to by the caller")]
    [InlineData("typeof(IX), \"Mixed\", Parameters = new[] { typeof(int) }", "'IX.Mixed(int)'", "a parameter is passed by reference")]
    [InlineData("typeof(IX), \"Dispose\"", "'IX.Dispose'", "disposal goes past the policies")]
    [InlineData("typeof(IX), \"DisposeAsync\"", "'IX.DisposeAsync'", "disposal goes past the policies")]
    public async Task A_method_named_by_the_assembly(string named, string method, string reason)
    {
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(Named(named)), "AMB0003", "AMB0020"));

        Assert.Equal("AMB0003", diagnostic.Id);
        Assert.Equal($"[AmbassadorForMethod] of {method} has no effect: {reason}", diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.StartsWith("AmbassadorForMethod", Text(diagnostic), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("typeof(IX), \"Mixed\"")]
    [InlineData("typeof(IX), \"Mixed\", Parameters = new[] { typeof(string) }")]
    [InlineData("typeof(IX), \"GetAsync\"")]
    public async Task Of_overloads_one_that_is_routed_is_enough(string named) =>
        Assert.Empty(await Compile.AnalyzeAsync(Compile.Sources(Named(named)), "AMB0003", "AMB0020"));

    [Theory]
    [InlineData("[Ambassador(Retry = 3)] public interface IX { ref int M(); IAsyncEnumerator<int> N(); int P { get; set; } event Action E; static int S() => 1; Task OkAsync(); }")]
    [InlineData("[assembly: AmbassadorFor(typeof(IX), Retry = 3)] public interface IX : IDisposable { ref int M(); void N(Span<int> s); }")]
    [InlineData("[Ambassador] public interface IX { [Ambassador(Retry = 3)] void A(); [Ambassador(Retry = 3)] int B(in int i); [Ambassador(Retry = 3)] Task<T> C<T>(T t) where T : class, new(); [Ambassador] int D() => 1; [Ambassador] IEnumerable<int> E(); }")]
    [InlineData("public interface IX { void Dispose(); } public interface IY : IX { [Ambassador(Retry = 3)] new ValueTask Dispose(); }")]
    public async Task What_has_an_effect_somewhere_is_passed_over(string source) =>
        Assert.Empty(await Compile.AnalyzeAsync(Compile.Sources(Prelude + source), "AMB0003", "AMB0020"));

    private static string Named(string named) => $$"""
        {{Prelude}}
        [assembly: AmbassadorFor(typeof(IX), Retry = 3)]
        [assembly: AmbassadorForMethod({{named}}, TimeoutMs = 1)]
        public interface IX : IDisposable, IAsyncDisposable
        {
            ref int Ref();
            IAsyncEnumerator<int> All();
            void Mixed(ref int i);
            void Mixed(string s);
            Task GetAsync();
        }
        """;

    private static async Task AssertSaysAsync(string reason, string source, string attribute = "Ambassador(Retry = 1)")
    {
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(Prelude + source), "AMB0003", "AMB0020"));

        Assert.Equal(("AMB0003", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.DefaultSeverity));
        Assert.EndsWith($" has no effect: {reason}", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(attribute, Text(diagnostic));
    }

    private static string Text(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
