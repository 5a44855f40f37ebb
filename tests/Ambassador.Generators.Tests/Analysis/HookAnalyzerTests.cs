using System.Globalization;
using Ambassador.Generators.Tests.Infrastructure;

namespace Ambassador.Generators.Tests.Analysis;

public class HookAnalyzerTests
{
    private const string Expected = "it must be 'static bool When(Exception)' or 'bool When(result)'";

    [Theory]
    [InlineData("")]
    [InlineData("static bool When(string error) => true;")]
    [InlineData("static int When(System.Exception error) => 1;")]
    [InlineData("static bool When(System.Exception error, int attempt) => true;")]
    [InlineData("static bool When<T>(T result) => true;")]
    [InlineData("private static bool When(System.Exception error) => true;")]
    [InlineData("bool When(System.Exception error) => true;")]
    public async Task What_does_not_fit_is_an_error(string member)
    {
        const string Argument = "When = \"When\"";
        var source = $"[Ambassador.Ambassador] public interface ICatalog {{ [Ambassador.Retry(3, {Argument})] int Get(); {member} }}";
        var diagnostic = Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(source), "AMB0020"));

        Assert.Equal("AMB0020", diagnostic.Id);
        Assert.Equal(
            $"ICatalog.Get(): {Argument} names no method of the interface that fits; {Expected}", diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(Argument, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("When", "static bool When(System.Exception error) => true;")]
    [InlineData("When", "static bool When(int result) => true;")]
    [InlineData("When", "internal static bool When(int result) => true; static bool When(string other) => true;")]
    [InlineData("RetryAfter", "static System.TimeSpan? When(System.Exception error) => null;")]
    [InlineData("RetryAfter", "static System.TimeSpan When(int result) => default;")]
    public async Task What_fits_is_none(string argument, string member)
    {
        var source = $"[Ambassador.Ambassador] public interface ICatalog {{ [Ambassador.Retry(3, {argument} = \"When\")] int Get(); {member} }}";

        Assert.Empty(await Compile.AnalyzeAsync(Compile.Sources(source), "AMB0020"));
    }

    [Fact]
    public async Task On_an_interface_it_has_to_fit_some_result()
    {
        Assert.Empty(await Compile.AnalyzeAsync(Compile.Sources(
            "[Ambassador.Ambassador, Ambassador.Retry(3, When = \"When\")] public interface ICatalog { int Get(); void Save(); static bool When(int result) => true; }"), "AMB0020"));
        Assert.Equal("AMB0020", Assert.Single(await Compile.AnalyzeAsync(Compile.Sources(
            "[Ambassador.Ambassador, Ambassador.CircuitBreaker(When = \"When\")] public interface ICatalog { int Get(); }"), "AMB0020")).Id);
    }
}
