using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Storefront.Shop;

namespace Storefront.Backend;

/// <summary>Products, kept in memory.</summary>
internal static class CatalogService
{
    public static void Map(WebApplication app)
    {
        var products = new ConcurrentDictionary<int, Product>();

        app.MapGet("/products/{id:int}", (int id) => products.GetOrAdd(id, Describe));
        app.MapPut("/products/{id:int}", (int id, Product product) =>
        {
            products[id] = product with { Id = id };
            return Results.NoContent();
        });
    }

    private static Product Describe(int id) => new(id, $"Product {id}", $"The {id}th thing nobody should be without.");
}
