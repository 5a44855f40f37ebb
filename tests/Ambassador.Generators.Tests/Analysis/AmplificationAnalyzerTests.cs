using System.Collections.Immutable;
using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ambassador.Generators.Tests.Analysis;

public class AmplificationAnalyzerTests
{
    private const string Pricing =
        """
        [Ambassador(Retry = 3)] public interface IPricing { Task<int> PriceAsync(int id); }
        [Ambassador(Retry = 3)] public interface ICheckout { Task PayAsync(); }

        """;

    private static readonly Rule s_rule = new("AMB0017", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("public class Checkout(IPricing [|pricing|]) : ICheckout { public Task PayAsync() => pricing.PriceAsync(1); }")]
    [InlineData("public class Checkout : ICheckout { private readonly IPricing _pricing; public Checkout(IPricing [|pricing|]) => _pricing = pricing; public Task PayAsync() => _pricing.PriceAsync(1); }")]
    [InlineData("public abstract class Base(IPricing pricing) : ICheckout { public Task PayAsync() => pricing.PriceAsync(1); } public class Checkout(IPricing [|pricing|]) : Base(pricing);")]
    [InlineData("public class Checkout(IEnumerable<IPricing> [|all|]) : ICheckout { public Task PayAsync() => all.First().PriceAsync(1); }")]
    [InlineData("public class Checkout(Lazy<IPricing> [|later|]) : ICheckout { public Task PayAsync() => later.Value.PriceAsync(1); }")]
    [InlineData("public class Checkout(Func<string, IPricing> [|of|]) : ICheckout { public Task PayAsync() => of(\"eu\").PriceAsync(1); }")]
    [InlineData("public class Checkout(Prices [|prices|]) : ICheckout { public Task PayAsync() => prices.Inner.PriceAsync(1); } public class Prices(IPricing pricing) { public IPricing Inner => pricing; }")]
    [InlineData("public class Checkout([Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"eu\")] IPricing? [|pricing|] = null) : ICheckout { public Task PayAsync() => pricing!.PriceAsync(1); }")]
    public Task An_ambassador_behind_another(string source) => s_rule.FiresAsync(
        Pricing + source,
        "ICheckout (4) → IPricing (4): up to 16 calls of 'IPricing' for one of 'ICheckout', more than 8; retry at one of these levels only");

    [Fact]
    public Task The_whole_path_is_said_once_where_it_begins() => s_rule.FiresAsync(
        """
        [Ambassador] public interface IShop { Task BuyAsync(); }
        [Ambassador(Retry = 2)] public interface ICheckout { Task PayAsync(); [Retry(4)] Task CheckAsync(); }
        [Ambassador] public interface IBasket { Task AddAsync(); }
        [Ambassador, Idempotent, Hedge(200, 1)] public interface IPricing { [Retry(2)] Task<int> PriceAsync(int id); }
        [Ambassador] public interface ILog { Task LogAsync(); }

        public class Shop(ICheckout checkout) : IShop { public Task BuyAsync() => checkout.PayAsync(); }
        public class Checkout(IBasket [|basket|], ILog log) : ICheckout { public Task PayAsync() => basket.AddAsync(); public Task CheckAsync() => log.LogAsync(); }
        public class Basket(IPricing pricing) : IBasket { public Task AddAsync() => pricing.PriceAsync(1); }
        public class Pricing(ILog log) : IPricing { public async Task<int> PriceAsync(int id) { await log.LogAsync(); return 1; } }
        """,
        "ICheckout (5) → IBasket (1) → IPricing (6): up to 30 calls of 'IPricing' for one of 'ICheckout', more than 8; retry at one of these levels only");

    [Fact]
    public Task Of_several_paths_the_worst_counts() => s_rule.FiresAsync(
        """
        [Ambassador(Retry = 3)] public interface ICheckout { Task PayAsync(); }
        [Ambassador(Retry = 4)] public interface IStock { Task TakeAsync(); }
        [Ambassador] public interface IPricing { [Retry(1), Retry(6, On = typeof(IOException))] Task PriceAsync(); }
        public class Checkout(IStock stock, IPricing [|pricing|]) : ICheckout { public async Task PayAsync() { await stock.TakeAsync(); await pricing.PriceAsync(); } }
        """,
        "ICheckout (4) → IPricing (7): up to 28 calls of 'IPricing' for one of 'ICheckout', more than 8; retry at one of these levels only");

    [Fact]
    public Task Each_beginning_of_a_path_has_its_own() => s_rule.FiresAsync(
        Pricing +
        """
        [Ambassador(Retry = 2)] public interface IOrders { Task OrderAsync(); }
        public class Orders(IPricing [|pricing|]) : IOrders { public Task OrderAsync() => pricing.PriceAsync(1); }
        public class Checkout(IPricing [|pricing|]) : ICheckout { public Task PayAsync() => pricing.PriceAsync(1); }
        """);

    [Fact]
    public Task Interfaces_that_the_assembly_names() => s_rule.FiresAsync(
        """
        [assembly: AmbassadorFor(typeof(IOrders<>), Retry = 2)]
        [assembly: AmbassadorFor(typeof(IPricing))]
        [assembly: AmbassadorForMethod(typeof(IPricing), nameof(IPricing.PriceAsync), Retry = 9)]
        public interface IOrders<T> { Task OrderAsync(); }
        public interface IPricing { Task PriceAsync(); }
        public class Orders<T>(IPricing [|pricing|]) : IOrders<T> { public Task OrderAsync() => pricing.PriceAsync(); }
        """,
        "IOrders<T> (3) → IPricing (10): up to 30 calls of 'IPricing' for one of 'IOrders<T>', more than 8; retry at one of these levels only");

    [Fact]
    public Task Interfaces_that_another_assembly_annotates() => new Rule("AMB0017", DiagnosticSeverity.Warning)
    {
        References = [Compile.Referenced("Shop.Contracts", "using Ambassador; using System.Threading.Tasks;\n" + Pricing)],
    }.FiresAsync(
        "public class Checkout(IPricing [|pricing|]) : ICheckout { public Task PayAsync() => pricing.PriceAsync(1); }",
        "ICheckout (4) → IPricing (4): up to 16 calls of 'IPricing' for one of 'ICheckout', more than 8; retry at one of these levels only");

    [Fact]
    public Task A_circle_ends() => s_rule.FiresAsync(
        Pricing +
        """
        public class Checkout(Lazy<IPricing> [|pricing|]) : ICheckout { public Task PayAsync() => pricing.Value.PriceAsync(1); }
        public class Prices(ICheckout checkout, Prices? self = null) : IPricing { public async Task<int> PriceAsync(int id) { await checkout.PayAsync(); return self is null ? 1 : 0; } }
        """);

    [Theory]
    [InlineData("public class Checkout(IServiceProvider services) : ICheckout { public Task PayAsync() => ((IPricing)services.GetService(typeof(IPricing))!).PriceAsync(1); }")]
    [InlineData("public class Retried(ICheckout inner) : ICheckout { public Task PayAsync() => inner.PayAsync(); }")]
    [InlineData("public class Page(IPricing pricing, ICheckout checkout) { public Task PayAsync() { pricing.PriceAsync(1); return checkout.PayAsync(); } }")]
    [InlineData("public class Checkout : ICheckout { private Checkout(IPricing pricing) => pricing.ToString(); public Checkout() { } public Task PayAsync() => Task.CompletedTask; }")]
    [InlineData("[Ambassador(TimeoutMs = 10)] public interface IOnce { Task GoAsync(); } public class Once(IPricing pricing) : IOnce { public Task GoAsync() => pricing.PriceAsync(1); }")]
    [InlineData("[Ambassador(Retry = 1)] public interface ITwice { Task GoAsync(); } public class Twice(IPricing pricing) : ITwice { public Task GoAsync() => pricing.PriceAsync(1); }")]
    [InlineData("[Ambassador(Retry = 9)] public interface IMany { Task GoAsync(); } [Ambassador] public interface IOnce { Task GoAsync(); } public class Many(IOnce once) : IMany { public Task GoAsync() => once.GoAsync(); }")]
    [InlineData("[Ambassador(Retry = 9)] public interface IMany { [Retry(1)] Task GoAsync(); } public class Many(IPricing pricing) : IMany { public Task GoAsync() => pricing.PriceAsync(1); }")]
    [InlineData("[Ambassador(Retry = 3), Fallback(typeof(Kept))] public interface IStock { Task<int> GetAsync(); } public class Kept(IPricing pricing) : IStock { public Task<int> GetAsync() => pricing.PriceAsync(1); }")]
    [InlineData("[Ambassador(Retry = 1, Hedge = 9)] public interface INotIdempotent { Task GoAsync(); } public class Once(IPricing pricing) : INotIdempotent { public Task GoAsync() => pricing.PriceAsync(1); }")]
    public Task Nothing_multiplies(string source) => s_rule.IsSilentAsync(Pricing + source);

    [Theory]
    [InlineData("15", 1)]
    [InlineData("16", 0)]
    [InlineData("many", 1)]
    [InlineData("-1", 1)]
    public async Task The_limit_can_be_configured(string limit, int expected)
    {
        var source = "using Ambassador; using System.Threading.Tasks;\n" + Pricing
            + "public class Checkout(IPricing pricing) : ICheckout { public Task PayAsync() => pricing.PriceAsync(1); }";
        var options = new AnalyzerOptions([], new EditorConfig("dotnet_code_quality.AMB0017.max_attempts", limit));

        Assert.Equal(expected, (await Compile.AnalyzeAsync(Compile.Sources(source), options, "AMB0017")).Length);
    }

    [Theory]
    [InlineData("public class Checkout(IMissing missing) : ICheckout { public Task PayAsync() => missing.A(); }")]
    [InlineData("public class Checkout(IPricing) : ICheckout, IMissing { }")]
    [InlineData("[Ambassador(Retry = )] public interface IX { Task A(); } public class X(IPricing pricing) : IX { public Task A() => pricing.PriceAsync(1); }")]
    public async Task Broken_code_breaks_nothing(string source) =>
        await Compile.AnalyzeAsync(Compile.Sources("using Ambassador; using System.Threading.Tasks;\n" + Pricing + source), "AMB0017");

    private sealed class EditorConfig(string key, string value) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(ImmutableDictionary<string, string>.Empty);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(ImmutableDictionary<string, string>.Empty.Add(key, value));

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
        }
    }
}
