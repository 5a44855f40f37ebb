using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.Network.Tests.Http;

/// <summary>A program that calls the catalogue: a container, its targets, and what it has made for them.</summary>
internal sealed class Caller : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Caller(PolicySettings settings, Action<AmbassadorTargets<ICatalog>> targets, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        configure?.Invoke(services);
        services.AddAmbassadorTargets<ICatalog>(catalog =>
        {
            catalog.CreateHttp(http =>
            {
                var client = new CatalogClient(http);
                Made.Enqueue(client);
                return client;
            });
            targets(catalog);
        });
        services.AddGeneratedAmbassadors(options => options.Configure<ICatalog>(settings));
        _services = services.BuildServiceProvider();
        Catalog = _services.GetRequiredService<ICatalog>();
    }

    public Caller(PolicySettings settings, params CatalogServer[] servers)
        : this(settings, targets => Array.ForEach(servers, server => targets.Add(server.Address)))
    {
    }

    public ICatalog Catalog { get; }

    public IServiceProvider Services => _services;

    public ConcurrentQueue<CatalogClient> Made { get; } = [];

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
