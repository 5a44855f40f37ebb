namespace Ambassador.Network.Tests.Http;

/// <summary>The catalogue over HTTP.</summary>
public sealed class CatalogClient(HttpClient http) : ICatalog, IDisposable
{
    private int _isDisposed;

    public HttpClient Http => http;

    public bool IsDisposed => Volatile.Read(ref _isDisposed) != 0;

    public Task<string> GetAsync(int id, CancellationToken cancellationToken = default) => http.GetStringAsync(new Uri($"items/{id}", UriKind.Relative), cancellationToken);

    public void Dispose() => Volatile.Write(ref _isDisposed, 1);
}
