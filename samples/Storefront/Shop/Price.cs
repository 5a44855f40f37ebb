namespace Storefront.Shop;

/// <summary>What a product costs right now.</summary>
public sealed record Price(int ProductId, string Currency, decimal Amount);
