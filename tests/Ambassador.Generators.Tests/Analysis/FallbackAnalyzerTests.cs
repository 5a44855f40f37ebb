using System.Globalization;
using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Analysis;

public class FallbackAnalyzerTests
{
    private const string Prelude = "using System; using System.Threading; using System.Threading.Tasks; using Ambassador;\n";

    [Theory]
    [InlineData("", "the interface must have a method 'Task<int> X(string, CancellationToken)' or 'Task<int> X(string, Exception, CancellationToken)'")]
    [InlineData("static int X(string name, CancellationToken token) => 0;", "the interface must have a method 'Task<int> X(string, CancellationToken)' or 'Task<int> X(string, Exception, CancellationToken)'")]
    [InlineData("static Task<int> X(string name) => null!;", "the interface must have a method 'Task<int> X(string, CancellationToken)' or 'Task<int> X(string, Exception, CancellationToken)'")]
    [InlineData("static Task<int> X(in string name, CancellationToken token) => null!;", "the interface must have a method 'Task<int> X(string, CancellationToken)' or 'Task<int> X(string, Exception, CancellationToken)'")]
    [InlineData("static Task<int> X(Exception failure, string name, CancellationToken token) => null!;", "the interface must have a method 'Task<int> X(string, CancellationToken)' or 'Task<int> X(string, Exception, CancellationToken)'")]
    [InlineData("static Task<int> X(string name, InvalidOperationException failure, CancellationToken token) => null!;", "the interface must have a method 'Task<int> X(string, CancellationToken)' or 'Task<int> X(string, Exception, CancellationToken)'")]
    [InlineData("static Task<int> X<T>(string name, CancellationToken token) => null!;", "the interface must have a method 'Task<int> X(string, CancellationToken)' or 'Task<int> X(string, Exception, CancellationToken)'")]
    [InlineData("private static Task<int> X(string name, CancellationToken token) => null!;", "it is not accessible to the ambassador")]
    [InlineData("static virtual Task<int> X(string name, CancellationToken token) => null!;", "it is static and virtual, so that the interface alone does not say what to call")]
    public Task A_method_that_cannot_answer(string member, string problem) => AssertSaysAsync(
        "Fallback(\"X\")",
        $"[Ambassador] public interface IX {{ [Fallback(\"X\")] Task<int> GetAsync(string name, CancellationToken token); {member} }}",
        $"'IX.GetAsync(string, CancellationToken)' cannot fall back on 'X': {problem}");

    [Theory]
    [InlineData("void Do<T>(in int id) where T : class", "", "'void X<T>(in int)' or 'void X<T>(in int, Exception)'")]
    [InlineData("void Do<T>(in int id) where T : class", "static void X<T>(in int id) where T : new() { }", "'void X<T>(in int)' or 'void X<T>(in int, Exception)'")]
    [InlineData("void Do(CancellationToken token, int id)", "static void X(Exception failure, CancellationToken token, int id) { }", "'void X(CancellationToken, int)' or 'void X(CancellationToken, int, Exception)'")]
    public async Task What_is_expected_is_said(string method, string member, string expected)
    {
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(
            $"{Prelude}[Ambassador] public interface IX {{ [Fallback(\"X\")] {method}; {member} }}"), "AMB0020"));

        Assert.EndsWith($"the interface must have a method {expected}", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public Task Its_own_fallback() => AssertSaysAsync(
        "Fallback(nameof(Get))",
        "[Ambassador] public interface IX { [Fallback(nameof(Get))] int Get(); }",
        "'IX.Get()' cannot fall back on 'Get': the interface must have a method 'int Get()' or 'int Get(Exception)'");

    [Theory]
    [InlineData("string", "it does not implement 'IX'")]
    [InlineData("int", "it is neither a class nor an interface")]
    [InlineData("Environment", "it is neither a class nor an interface")]
    [InlineData("IX", "it is the interface itself")]
    [InlineData("Local", "it is file-local, so that no other file can name it")]
    [InlineData("Open<>", "its type parameters are not the interface's, with the same names and constraints")]
    public Task A_type_that_cannot_answer(string type, string problem) => AssertSaysAsync(
        $"Fallback(typeof({type}))",
        $$"""
        [Ambassador, Fallback(typeof({{type}}))] public interface IX { int Get(); int Count(); }
        file sealed class Local : IX { public int Get() => 0; public int Count() => 0; }
        public sealed class Open<T> : IX { public int Get() => 0; public int Count() => 0; }
        """,
        $"'IX.Get()' cannot fall back on '{type}': {problem}");

    [Fact]
    public Task A_private_type() => AssertSaysAsync(
        "Fallback(typeof(Hidden))",
        """
        public class Outer
        {
            [Ambassador] public interface IX { [Fallback(typeof(Hidden))] int Get(); }
            private sealed class Hidden : IX { public int Get() => 0; }
        }
        """,
        "'Outer.IX.Get()' cannot fall back on 'Outer.Hidden': it is not accessible to the ambassador");

    [Theory]
    [InlineData("AmbassadorFor(typeof(ICloneable), FallbackType = typeof(Random))")]
    [InlineData("AmbassadorForMethod(typeof(IComparable), \"CompareTo\", FallbackType = typeof(int[]))")]
    public async Task An_attribute_of_the_assembly(string attribute)
    {
        var source = $"{Prelude}[assembly: AmbassadorFor(typeof(IComparable))]\n[assembly: {attribute}]";
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(source), "AMB0020"));

        Assert.Equal("AMB0020", diagnostic.Id);
    }

    [Theory]
    [InlineData("[Ambassador, Fallback(nameof(X))] public interface IX : IDisposable { int Get(); static int X() => 0; [Fallback(nameof(Y))] int Count(int of); static int Y(int of) => 0; }")]
    [InlineData("[Ambassador] public interface IX { [Fallback(nameof(X))] int Get(); internal static int X() => 0; }")]
    [InlineData("[Ambassador] public interface IX { [Fallback(nameof(X))] (int A, dynamic? B) Get(string? s); static (int, object) X(string s) => default; }")]
    [InlineData("[Ambassador] public interface IX { [Fallback(typeof(IY))] int Get(); } public interface IY : IX;")]
    public async Task What_fits_is_not_reported(string source)
    {
        var compilation = Compile.Sources(Prelude + source);

        Assert.Empty(await Compile.AnalyzeAsync(compilation, "AMB0020"));
        compilation.WithGenerated().AssertCompiles();
        Assert.Contains("IFallbackCall<", Compile.Generate(compilation)["XAmbassador.g.cs"], StringComparison.Ordinal);
    }

    private static async Task AssertSaysAsync(string at, string source, string message)
    {
        source = Prelude + source;
        var compilation = Compile.Sources(source);
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(compilation, "AMB0020"));

        Assert.Equal("AMB0020", diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(at, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));

        // The ambassador is there all the same, without the fallback.
        compilation.WithGenerated().AssertCompiles();
    }
}
