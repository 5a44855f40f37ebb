using System.Globalization;
using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Ambassador.Generators.Tests.Analysis;

public class ConfigurationFileAnalyzerTests
{
    private const string Shop =
        """
        using Ambassador;
        using System.Threading.Tasks;

        namespace Shop;

        [Ambassador(Retry = 3, RetryBackoff = Polly.DelayBackoffType.Linear)]
        public interface ICatalog
        {
            [Timeout(500), CircuitBreaker(0.5, Group = "stock")] Task<int> GetAsync(int id);
            Task<int> GetAsync(string name);
            Task SaveAsync(int id);
        }

        public static class Client { [Ambassador] public interface IStock<T> { Task<T> Retry(); } }
        """;

    [Theory]
    [InlineData("""{ "Ambassador": { [|"ICatalgo"|]: { "Retry": 1 } } }""", "'Ambassador:ICatalgo' names no annotated interface; did you mean 'ICatalog'?")]
    [InlineData("""{ "Ambassador": { [|"Shop.ICatalogs"|]: { } } }""", "'Ambassador:Shop.ICatalogs' names no annotated interface; did you mean 'Shop.ICatalog'?")]
    [InlineData("""{ "Ambassador": { [|"IOrders"|]: { } } }""", "'Ambassador:IOrders' names no annotated interface")]
    [InlineData("""{ "Ambassador": { [|"ICatalog"|]: 3 } }""", "'Ambassador:ICatalog' is '3', but an interface takes settings and methods below it, not a value")]
    [InlineData("""{ "Ambassador": { "ICatalog": { [|"Retries"|]: 3 } } }""", "'Ambassador:ICatalog:Retries' is neither a setting nor a method of Shop.ICatalog; did you mean 'Retry'?")]
    [InlineData("""{ "Ambassador": { "icatalog": { [|"GetAsnyc"|]: { "Retry": 1 } } } }""", "'Ambassador:icatalog:GetAsnyc' is neither a setting nor a method of Shop.ICatalog; did you mean 'GetAsync'?")]
    [InlineData("""{ "Ambassador": { "ICatalog": { "getasync": { [|"TimeoutSeconds"|]: 1 } } } }""", "'Ambassador:ICatalog:getasync:TimeoutSeconds' is not a setting")]
    [InlineData("""{ "Ambassador": { "ICatalog": { "GetAsync": { [|"Pool"|]: 1 } } } }""", "'Ambassador:ICatalog:GetAsync:Pool' concerns the targets of all methods of Shop.ICatalog; it belongs one level up")]
    [InlineData("""{ "Ambassador": { "ICatalog": { [|"GetAsync"|]: "no" } } }""", "'Ambassador:ICatalog:GetAsync' is 'no', but a method takes settings below it, not a value")]
    [InlineData("""{ "Ambassador": { "ICatalog": { [|"Hedge"|]: 11 } } }""", "'Ambassador:ICatalog:Hedge' is '11', but Hedge must be a whole number from 0 to 10")]
    [InlineData("""{ "Ambassador": { "ICatalog": { [|"Hedge"|]: "1,0" } } }""", "'Ambassador:ICatalog:Hedge' is '1,0', but Hedge must be a whole number from 0 to 10")]
    [InlineData("""{ "Ambassador": { "ICatalog": { [|"BreakerScope"|]: "Everything" } } }""", "'Ambassador:ICatalog:BreakerScope' is 'Everything', but BreakerScope must be one of Method, Interface")]
    [InlineData("""{ "Ambassador": { "ICatalog": { [|"Pipeline"|]: "" } } }""", "'Ambassador:ICatalog:Pipeline' is '', but Pipeline must be a name")]
    [InlineData("""{ "Ambassador": { "ICatalog": { [|"Hedge"|]: [ 1 ] } } }""", "'Ambassador:ICatalog:Hedge' has keys below it, but Hedge is a setting: a whole number from 0 to 10")]
    [InlineData("""{ "Ambassador": { "ICatalog": { "On": { "IOException": { [|"Retrys"|]: 1 } } } } }""", "'Ambassador:ICatalog:On:IOException:Retrys' is not a setting for exceptions of one type; did you mean 'Retry'?")]
    [InlineData("""{ "Ambassador": { "ICatalog": { "On": { [|"IOException"|]: 1 } } } }""", "'Ambassador:ICatalog:On:IOException' is '1', but an exception type takes settings below it, not a value")]
    [InlineData("""{ "Ambassador": { "ICatalog": { [|"Targets"|]: "http://a" } } }""", "'Ambassador:ICatalog:Targets' is neither a setting nor a method of Shop.ICatalog")]
    [InlineData("""{ [|"Ambassador:ICatalog:Retries"|]: 3 }""", "'Ambassador:ICatalog:Retries' is neither a setting nor a method of Shop.ICatalog; did you mean 'Retry'?")]
    [InlineData("""{ "Ambassador": { "ICatalog": { [|"Retry"|]: 5 } } }""", "'Ambassador:ICatalog:Retry' is 5, but the attribute says 3; the file wins, so say it in one of them only")]
    [InlineData("""{ "Ambassador": { "ICatalog": { [|"RetryBackoff"|]: "constant" } } }""", "'Ambassador:ICatalog:RetryBackoff' is Constant, but the attribute says Linear; the file wins, so say it in one of them only")]
    [InlineData("""{ "Ambassador": { "ICatalog": { "GetAsync": { [|"TimeoutMs"|]: 100 } } } }""", "'Ambassador:ICatalog:GetAsync:TimeoutMs' is 100, but the attribute says 500; the file wins, so say it in one of them only")]
    [InlineData("""{ "Ambassador": { "ICatalog": { "GetAsync": { [|"BreakerGroup"|]: "all" } } } }""", "'Ambassador:ICatalog:GetAsync:BreakerGroup' is all, but the attribute says stock; the file wins, so say it in one of them only")]
    public async Task A_mistake(string marked, string message)
    {
        var start = marked.IndexOf("[|", StringComparison.Ordinal);
        var end = marked.IndexOf("|]", StringComparison.Ordinal) - 2;
        var diagnostic = Assert.Single(await AnalyzeAsync("appsettings.json", marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)));

        Assert.Equal((DiagnosticSeverity.Info, message), (diagnostic.DefaultSeverity, diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        Assert.Equal(("appsettings.json", TextSpan.FromBounds(start, end)), (diagnostic.Location.GetLineSpan().Path, diagnostic.Location.SourceSpan));
    }

    [Fact]
    public async Task Each_has_its_line()
    {
        var diagnostics = await AnalyzeAsync(
            "appsettings.Production.json",
            """
            {
              // Who may log what.
              "Logging": { "Retries": 1 },
              "Ambassador": {
                "ICatalog": {
                  "Retries": 1, /* too few? */
                  "Hedge": -1,
                },
              },
            }
            """);

        Assert.Equal([(5, 6), (6, 6)], diagnostics.Select(diagnostic => (diagnostic.Location.GetLineSpan().StartLinePosition.Line, diagnostic.Location.GetLineSpan().StartLinePosition.Character)).Order());
    }

    [Theory]
    [InlineData("appsettings.json", """{ "Ambassador": { "ICatalog": { "Retry": 3, "Hedge": "2", "Idempotent": true, "BreakerScope": "interface", "CacheSeconds": null } } }""")]
    [InlineData("appsettings.json", """{ "Ambassador": { "Shop.ICatalog": { "GetAsync": { "TimeoutMs": "500", "Retry": 7 }, "saveasync": { "CacheSeconds": 0.5 } } } }""")]
    [InlineData("appsettings.json", """{ "Ambassador": { "ICatalog": { "On": { "IOException": { "Retry": 5 } }, "Targets": [ "http://a", { "Address": "http://b", "Zone": "z" } ] } } }""")]
    [InlineData("appsettings.json", """{ "Ambassador": { "Shop.Client.IStock": { "Retry": { "Retry": 5 } }, "IStock": { "Retry": 2 } } }""")]
    [InlineData("appsettings.json", """{ "Ambassador:ICatalog": { "Hedge": 1 }, "Logging": { "ICatalgo": { "Retries": 1 } } }""")]
    [InlineData("appsettings.json", """{ "Ambassador": { "ICatalgo": """)]
    [InlineData("appsettings.json", """[ "Ambassador" ]""")]
    [InlineData("appsettings.json", "")]
    [InlineData("appsettings.Development.json", """{ "Ambassador": { "ICatalog": { "Retry": 5 } } }""")]
    [InlineData("settings.json", """{ "Ambassador": { "ICatalgo": { } } }""")]
    [InlineData("appsettings.yaml", """{ "Ambassador": { "ICatalgo": { } } }""")]
    public async Task Silent(string file, string json) => Assert.Empty(await AnalyzeAsync(file, json));

    [Fact]
    public async Task Interfaces_of_referenced_projects_are_known()
    {
        var near = Compile.Referenced("Shop.Near", "using Ambassador; [assembly: AmbassadorFor(typeof(IFar))] public interface IFar { int A(); } [Ambassador(Retry = 1)] public interface INear { int A(); }");

        var diagnostics = await AnalyzeAsync("appsettings.json", """{ "Ambassador": { "IFar": { "Retry": 1 }, "INear": { "Retry": 2, "A": { } } } }""", Shop, near);

        Assert.Equal("'Ambassador:INear:Retry' is 2, but the attribute says 1; the file wins, so say it in one of them only", Assert.Single(diagnostics).GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Two_interfaces_of_one_name_contradict_nothing() => Assert.Empty(await AnalyzeAsync(
        "appsettings.json", """{ "Ambassador": { "IX": { "Retry": 5 } } }""", "using Ambassador; namespace A { [Ambassador(Retry = 1)] public interface IX { int A(); } } namespace B { [Ambassador(Retry = 2)] public interface IX { int A(); } }"));

    [Theory]
    [InlineData("class C { void M(Ambassador.AmbassadorOptions options) => options.ConfigurationSection = \"Resilience\"; } [Ambassador.Ambassador] public interface IX { int A(); }")]
    [InlineData("class C { }")]
    public async Task The_section_is_somebody_elses(string source) =>
        Assert.Empty(await AnalyzeAsync("appsettings.json", """{ "Ambassador": { "ICatalgo": { } } }""", source));

    private static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(string file, string json, string source = Shop, params MetadataReference[] references)
    {
        CSharpCompilation compilation = Compile.Sources(source).AddReferences(references);
        return await Compile.AnalyzeAsync(compilation, new AnalyzerOptions([new JsonFile(file, json)]), "AMB0027");
    }

    private sealed class JsonFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
