using Microsoft.Extensions.DependencyInjection;
using Storefront.Backend;
using Storefront.Shop;

namespace Storefront.Clients;

/// <summary>The storefront's services, twice. One line is the whole difference.</summary>
internal static class ShopServices
{
    public static ServiceProvider Plain(BackendHost backend) =>
        new ServiceCollection()
            .AddShopClients(backend)
            .BuildServiceProvider();

    public static ServiceProvider WithAmbassadors(BackendHost backend) =>
        new ServiceCollection()
            .AddShopClients(backend)
            .AddGeneratedAmbassadors()
            .BuildServiceProvider();

    private static IServiceCollection AddShopClients(this IServiceCollection services, BackendHost backend)
    {
        // A loopback address needs no proxy, and the console belongs to the report.
        services.ConfigureHttpClientDefaults(http => http
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false })
            .RemoveAllLoggers());

        // Two seconds instead of HttpClient's 100: what a careful team would set by hand, in both runs alike.
        services.AddHttpClient<ICatalog, CatalogClient>(http => (http.BaseAddress, http.Timeout) = (backend.CatalogAddress, TimeSpan.FromSeconds(2)));
        services.AddHttpClient<IPricing, PricingClient>(http => (http.BaseAddress, http.Timeout) = (backend.PricingAddress, TimeSpan.FromSeconds(2)));
        return services;
    }
}
