namespace Ambassador.Tests.BadDays;

[Ambassador]
public interface IInventory
{
    Task<string> CountAsync(CancellationToken cancellationToken = default);

    ValueTask<string> CountSoonAsync(CancellationToken cancellationToken = default);
}

/// <summary>A client over real HTTP, one connection for each request.</summary>
public sealed class InventoryClient(HttpClient http) : IInventory
{
    public Task<string> CountAsync(CancellationToken cancellationToken) => http.GetStringAsync(new Uri("", UriKind.Relative), cancellationToken);

    public ValueTask<string> CountSoonAsync(CancellationToken cancellationToken) => new(CountAsync(cancellationToken));
}
