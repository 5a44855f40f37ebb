using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class HedgedStateAnalyzerTests
{
    private const string Interface = "[Ambassador, Idempotent] public interface ICatalog { [Hedge(afterMs: 100, [|max: 2|])] Task<int> GetAsync(int id); Task<int> OtherAsync(); }\n";

    // What the rule knows by name, and what registers things; the sources of a user's project mention no more of either.
    private const string Libraries =
        """

        namespace Microsoft.EntityFrameworkCore
        {
            public abstract class DbContext { }
            public interface IDbContextFactory<T> where T : DbContext { T CreateDbContext(); }
            public static class Registrations { public static void AddDbContext<T>(this Microsoft.Extensions.DependencyInjection.IServiceCollection services) { } }
        }
        """;

    private const string Context = "public class ShopContext : Microsoft.EntityFrameworkCore.DbContext { }\n";

    private static readonly Rule s_rule = new("AMB0023", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("ShopContext context", "whose 'ShopContext' serves one call at a time")]
    [InlineData("string name, ShopContext? context", "whose 'ShopContext' serves one call at a time")]
    [InlineData("System.Data.IDbConnection connection", "whose 'IDbConnection' serves one call at a time")]
    [InlineData("System.Data.Common.DbConnection connection", "whose 'DbConnection' serves one call at a time")]
    [InlineData("System.Data.Common.DbTransaction connection", "whose 'DbTransaction' serves one call at a time")]
    [InlineData("Orders orders", "whose 'Orders' has a 'ShopContext', which serves one call at a time")]
    [InlineData("IOrders orders", "whose 'IOrders' has a 'ShopContext', which serves one call at a time")]
    [InlineData("Basket basket", "whose 'Basket' is scoped and keeps the state of one scope")]
    [InlineData("IBasket basket", "whose 'IBasket' is scoped and keeps the state of one scope")]
    [InlineData("IVisits visits", "whose 'IVisits' is scoped and keeps the state of one scope")]
    public Task A_hedge_over(string parameter, string what) => s_rule.FiresAsync(
        Interface + Catalog(parameter) + Context +
        """
        public interface IOrders { }
        public class Orders(ShopContext context) : IOrders { public ShopContext Context => context; }
        public interface IBasket { }
        public class Basket : IBasket { public int Count { get; set; } }
        public interface IVisits { }
        public class Visits : IVisits { private readonly List<int> _seen = []; public int Count => _seen.Count; }
        """ + Registered("services.AddTransient<IOrders, Orders>(); services.AddScoped<Basket>(); services.AddScoped<IBasket, Basket>(); services.AddScoped(typeof(IVisits), typeof(Visits));") + Libraries,
        $"'ICatalog.GetAsync(int)': up to 3 attempts run side by side on one 'CatalogClient', {what}; inject a factory that makes one for each call, or do not hedge");

    [Fact]
    public Task What_is_set_for_the_interface_is_said_once() => s_rule.FiresAsync(
        "[Ambassador(Idempotent = true, [|Hedge = 1|])] public interface ICatalog { Task<int> GetAsync(int id); Task<int> OtherAsync(); }\n"
            + Catalog("ShopContext context") + Context + Libraries,
        "'ICatalog': up to 2 attempts run side by side on one 'CatalogClient', whose 'ShopContext' serves one call at a time; inject a factory that makes one for each call, or do not hedge");

    [Fact]
    public Task What_the_assembly_sets() => s_rule.FiresAsync(
        "[assembly: AmbassadorFor(typeof(ICatalog), Idempotent = true, [|Hedge = 1|])]\npublic interface ICatalog { Task<int> GetAsync(int id); Task<int> OtherAsync(); }\n"
            + Catalog("ShopContext context") + Context + Libraries);

    [Theory]
    [InlineData("Microsoft.EntityFrameworkCore.IDbContextFactory<ShopContext> contexts")]
    [InlineData("Microsoft.Extensions.DependencyInjection.IServiceScopeFactory scopes")]
    [InlineData("Func<ShopContext> contexts")]
    [InlineData("System.Data.Common.DbDataSource source")]
    [InlineData("System.Net.Http.HttpClient http")]
    [InlineData("IPrices prices")]
    [InlineData("ICounter counter")]
    [InlineData("IOne one")]
    [InlineData("IUnknown unknown")]
    public Task Silent_over(string parameter) => s_rule.IsSilentAsync(
        Unmarked + Catalog(parameter) + Context +
        """
        public interface IPrices { }
        public class Prices(TimeProvider time) : IPrices { public TimeProvider Time => time; public int Rate { get; init; } }
        public interface ICounter { }
        public class Counter : ICounter { private readonly Lock _lock = new(); private int _count; public int Next() { lock (_lock) return ++_count; } }
        public interface IOne { }
        public class One : IOne { public int Count { get; set; } }
        public interface IUnknown { }
        """ + Registered("services.AddScoped<IPrices, Prices>(); services.AddScoped<ICounter, Counter>(); services.AddSingleton<IOne, One>(); services.AddScoped<IUnknown>(_ => null!);") + Libraries);

    [Theory]
    [InlineData("[Ambassador] public interface ICatalog { [Hedge(100, 2)] Task<int> GetAsync(int id); Task<int> OtherAsync(); }")]
    [InlineData("[Ambassador(Retry = 3), Idempotent] public interface ICatalog { Task<int> GetAsync(int id); Task<int> OtherAsync(); }")]
    [InlineData("[Ambassador, Idempotent, Hedge(100, 2), Balance] public interface ICatalog { Task<int> GetAsync(int id); Task<int> OtherAsync(); }")]
    [InlineData("[Ambassador, Idempotent, Hedge(100, 2), Pool(4)] public interface ICatalog { Task<int> GetAsync(int id); Task<int> OtherAsync(); }")]
    [InlineData("[Ambassador, Idempotent, Hedge(100, 2), Fallback(typeof(CatalogClient))] public interface ICatalog { Task<int> GetAsync(int id); Task<int> OtherAsync(); }")]
    [InlineData("[Ambassador, Idempotent, Hedge(100, 2)] public interface IBlocking { int Get(); } public class Blocking(ShopContext context) : IBlocking { public int Get() => context.GetHashCode(); } public interface ICatalog { Task<int> GetAsync(int id); Task<int> OtherAsync(); }")]
    public Task No_attempts_run_side_by_side_on_it(string source) => s_rule.IsSilentAsync(source + "\n" + Catalog("ShopContext context") + Context + Libraries);

    private static string Unmarked => Interface.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

    private static string Catalog(string parameter) =>
        $"public class CatalogClient({parameter}) : ICatalog {{ public Task<int> GetAsync(int id) => Task.FromResult({parameter.Split(' ')[^1]}?.GetHashCode() ?? id); public Task<int> OtherAsync() => GetAsync(1); }}\n";

    private static string Registered(string statements) =>
        $$"""

        namespace Startup
        {
            using Microsoft.Extensions.DependencyInjection;

            internal static class Program { public static void Register(IServiceCollection services) { {{statements}} } }
        }
        """;
}
