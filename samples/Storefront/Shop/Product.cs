namespace Storefront.Shop;

/// <summary>What the catalog knows about a product.</summary>
public sealed record Product(int Id, string Name, string Description);
