using Ambassador;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Polly.CircuitBreaker;
using Published;

[assembly: AmbassadorFor(typeof(IComparer<>), Retry = 1)]

var builder = Host.CreateEmptyApplicationBuilder(new());
builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
{
    ["Ambassador:IDepot:RetryDelayMs"] = "0",
    ["Ambassador:IDepot:Cached:CacheSeconds"] = "60",
    ["Ambassador:IComparer:RetryDelayMs"] = "0",
});
builder.Services.AddSingleton<IDepot, Depot>();
builder.Services.AddKeyedScoped<IDepot>("keyed", (_, _) => new Depot());
builder.Services.AddSingleton(typeof(IRepository<>), typeof(Repository<>));
builder.Services.AddSingleton<IComparer<string>>(StringComparer.Ordinal);
builder.Services.AddGeneratedAmbassadors();
using var host = builder.Build();
await host.StartAsync();

foreach (var depot in new[] { host.Services.GetRequiredService<IDepot>(), host.Services.CreateScope().ServiceProvider.GetRequiredKeyedService<IDepot>("keyed") })
{
    Check("type", depot.GetType().Name, "DepotAmbassador");

    // Every kind of call fails once and is retried.
    depot.Run(1);
    Check("T", depot.Get("two"), "two");
    await depot.RunAsync(3);
    Check("Task<T>", await depot.GetAsync(4), 4);
    await depot.RunValueAsync(5, CancellationToken.None);
    Check("ValueTask<T>", await depot.GetValueAsync(6, default), 6);
    Check("generic", await depot.EchoAsync((7, "seven")), (7, "seven"));
    Check("attempts", depot.Attempts, 14);

    // What is forwarded.
    var sum = 0;
    await foreach (var item in depot.ListAsync())
        sum += item;

    Check("stream", sum, 6);
    Check("span", depot.Sum([1, 2, 3]), 6);

    // A cached result, by configuration.
    Check("cached", (depot.Cached(new(1, "a")), depot.Cached(new(1, "a")), depot.Cached(new(2, "a"))), (15, 15, 16));

    // A circuit that opens.
    for (var i = 0; i < 2; i++)
        Throws<InvalidOperationException>(depot.Down);

    Throws<BrokenCircuitException>(depot.Down);

    // An inner call that never ends.
    await ThrowsAsync<Polly.Timeout.TimeoutRejectedException>(depot.HangAsync());
}

var repository = host.Services.GetRequiredService<IRepository<Item>>();
Check("open generic", (repository.GetType().Name, (await repository.FindAsync(8))!.Id), ("RepositoryAmbassador`1", 8));
var comparer = host.Services.GetRequiredService<IComparer<string>>();
Check("foreign", (comparer.GetType().Name, comparer.Compare("a", "a")), ("ComparerAmbassador`1", 0));

await host.StopAsync();
Console.WriteLine("ok");

static void Check<T>(string what, T actual, T expected)
{
    if (!EqualityComparer<T>.Default.Equals(actual, expected))
        throw new InvalidOperationException($"{what}: {actual}, expected {expected}.");
}

static void Throws<TException>(Action call)
    where TException : Exception
{
    try
    {
        call();
    }
    catch (TException)
    {
        return;
    }

    throw new InvalidOperationException($"No {typeof(TException).Name}.");
}

static async Task ThrowsAsync<TException>(Task call)
    where TException : Exception
{
    try
    {
        await call;
    }
    catch (TException)
    {
        return;
    }

    throw new InvalidOperationException($"No {typeof(TException).Name}.");
}
