using System.Net;
using System.Net.Http.Json;
using Ambassador;
using Microsoft.Extensions.Caching.Distributed;

[assembly: AmbassadorFor(typeof(IDistributedCache), Retry = 2, TimeoutMs = 250, Breaker = 0.5)]
[assembly: AmbassadorForMethod(typeof(IDistributedCache), nameof(IDistributedCache.SetAsync), Retry = 0)]

// A service on loopback that fails every first request for a product.
var server = WebApplication.CreateSlimBuilder(args);
server.Logging.ClearProviders();
server.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
await using var app = server.Build();
var requests = 0;
app.MapGet("/products/{id:int}", (int id) => Interlocked.Increment(ref requests) % 2 == 1
    ? Results.StatusCode(503)
    : Results.Json(new Product(id, $"Product {id}")));
app.MapPost("/products", () => Results.StatusCode(503));
await app.StartAsync();
var uri = new Uri(app.Urls.First());

// What the README shows.
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.Services.AddHttpClient<ICatalog, CatalogClient>(c => c.BaseAddress = uri);
builder.Services.AddDistributedMemoryCache();
builder.Services.AddAmbassadorTargets<IStock>(targets => targets
    .Add("http://10.0.0.1:8080", zone: "a")
    .Add("http://10.0.0.2:8080", zone: "b")
    .CreateHttp(http => new StockClient(http)));
builder.Services.AddGeneratedAmbassadors();
using var host = builder.Build();
await host.StartAsync();

var injected = host.Services.GetRequiredService<ICatalog>();
Check("type", injected.GetType().Name, "CatalogAmbassador");
Check("retried", (await injected.GetAsync(1)).Name, "Product 1");
Check("requests", requests, 2);
await injected.GetAsync(1);
Check("requests after a cache hit", requests, 2);
try
{
    await injected.SaveAsync(new Product(2, "Two"));
    throw new InvalidOperationException("A failed save went unnoticed.");
}
catch (HttpRequestException error)
{
    Check("save", error.StatusCode, HttpStatusCode.ServiceUnavailable);
}

using var http = new HttpClient { BaseAddress = uri };
var cache = host.Services.GetRequiredService<IDistributedCache>();
await cache.SetStringAsync("key", "value");
Check("foreign type", cache.GetType().FullName, "Ambassador.Generated.DistributedCacheAmbassador");
Check("foreign call", await cache.GetStringAsync("key"), "value");

var stock = host.Services.GetRequiredService<IStock>();
var asked = new HashSet<int>();
for (var i = 0; i < 100; i++)
    asked.Add(await stock.CountAsync("apple"));

Check("targets", asked.Count > 0 && asked.IsSubsetOf([1, 2]), true);

Check("by hand", await ByHandAsync(http), "Product 3");

Allocations.Check();
await host.StopAsync();
Console.WriteLine("ok");

static async Task<string> ByHandAsync(HttpClient http)
{
    ICatalog catalog = new CatalogAmbassador(new CatalogClient(http));
    return (await catalog.GetAsync(3)).Name;
}

static void Check<T>(string what, T actual, T expected)
{
    if (!EqualityComparer<T>.Default.Equals(actual, expected))
        throw new InvalidOperationException($"{what}: {actual}, expected {expected}.");
}

public sealed record Product(int Id, string Name);

[Ambassador(Retry = 3, TimeoutMs = 2_000, CacheSeconds = 60, Breaker = 0.5)]
public interface ICatalog
{
    ValueTask<Product> GetAsync(int id, CancellationToken cancellationToken = default);

    [Ambassador(Retry = 0, CacheSeconds = 0)]
    Task SaveAsync(Product product, CancellationToken cancellationToken = default);
}

[Ambassador(Retry = 2, TimeoutMs = 500), Balance(BalancingAlgorithm.PeakEwma), Eject]
public interface IStock
{
    Task<int> CountAsync(string product, CancellationToken cancellationToken = default);
}

// Nobody is there: it counts what stands last in its address.
public sealed class StockClient(HttpClient http) : IStock
{
    public Task<int> CountAsync(string product, CancellationToken cancellationToken = default)
        => Task.FromResult(http.BaseAddress!.Host[^1] - '0');
}

public sealed class CatalogClient(HttpClient http) : ICatalog
{
    public async ValueTask<Product> GetAsync(int id, CancellationToken cancellationToken = default)
        => (await http.GetFromJsonAsync<Product>($"/products/{id}", cancellationToken))!;

    public async Task SaveAsync(Product product, CancellationToken cancellationToken = default)
        => (await http.PostAsJsonAsync("/products", product, cancellationToken)).EnsureSuccessStatusCode();
}
