using System.Net.Http.Json;
using Storefront.Shop;

namespace Storefront.Clients;

/// <summary>The catalog over HTTP, and nothing else: no retry, no timeout, no cache.</summary>
internal sealed class CatalogClient(HttpClient http) : ICatalog
{
    public async ValueTask<Product> GetAsync(int id, CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync($"products/{id}", ShopJson.Default.Product, cancellationToken)
        ?? throw new InvalidDataException($"The catalog's answer for product {id} is empty.");

    public async Task SaveAsync(Product product, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsJsonAsync($"products/{product.Id}", product, ShopJson.Default.Product, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
