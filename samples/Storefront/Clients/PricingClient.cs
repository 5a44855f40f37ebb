using System.Net.Http.Json;
using Storefront.Shop;

namespace Storefront.Clients;

/// <summary>The pricing service over HTTP, and nothing else.</summary>
internal sealed class PricingClient(HttpClient http) : IPricing
{
    public async ValueTask<Price> QuoteAsync(int productId, string currency, CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync($"prices/{productId}?currency={Uri.EscapeDataString(currency)}", ShopJson.Default.Price, cancellationToken)
        ?? throw new InvalidDataException($"The price of product {productId} is empty.");
}
