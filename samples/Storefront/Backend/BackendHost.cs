using Microsoft.AspNetCore.Builder;

namespace Storefront.Backend;

/// <summary>The two services that the storefront depends on, real and on loopback, ruled by one script.</summary>
internal sealed class BackendHost : IAsyncDisposable
{
    private readonly WebApplication _catalog;
    private readonly WebApplication _pricing;

    private BackendHost(WebApplication catalog, WebApplication pricing) => (_catalog, _pricing) = (catalog, pricing);

    public Uri CatalogAddress => _catalog.Address();

    public Uri PricingAddress => _pricing.Address();

    public static async Task<BackendHost> StartAsync(ScriptPlayer player, CancellationToken cancellationToken) => new(
        await LoopbackServer.StartAsync(player, CatalogService.Map, cancellationToken),
        await LoopbackServer.StartAsync(player, PricingService.Map, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await _catalog.DisposeAsync();
        await _pricing.DisposeAsync();
    }
}
