using Microsoft.AspNetCore.Builder;
using Storefront.Shop;

namespace Storefront.Backend;

/// <summary>Prices, computed from nothing.</summary>
internal static class PricingService
{
    public static void Map(WebApplication app) =>
        app.MapGet("/prices/{id:int}", (int id, string currency) => new Price(id, currency, 5 + id * 37 % 400 / 4m));
}
