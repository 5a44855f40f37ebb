namespace Ambassador.Network.Tests;

/// <summary>A service that stands behind real sockets, and says which of its replicas has answered.</summary>
[Ambassador]
public interface ICatalog
{
    Task<string> GetAsync(int id, CancellationToken cancellationToken = default);
}
