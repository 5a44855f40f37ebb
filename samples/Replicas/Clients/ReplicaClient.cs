using Replicas.Service;

namespace Replicas.Clients;

/// <summary>One replica over HTTP, and nothing else: it knows of no other replica.</summary>
internal sealed class ReplicaClient(HttpClient http) : IReplica
{
    public Task<string> GetAsync(int id, CancellationToken cancellationToken) => http.GetStringAsync($"items/{id}", cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) => http.GetStringAsync("ping", cancellationToken);
}
