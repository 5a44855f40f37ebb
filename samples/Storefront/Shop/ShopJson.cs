using System.Text.Json.Serialization;

namespace Storefront.Shop;

/// <summary>How products and prices travel, written at compile time too.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(Price))]
internal sealed partial class ShopJson : JsonSerializerContext;
