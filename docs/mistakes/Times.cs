using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Ambassador;

namespace Mistakes;

/// <summary>Three retries, of which the last can never begin when the service hangs.</summary>
public interface IHurried
{
    [Ambassador(Retry = 3, RetryDelayMs = 2_000, TimeoutMs = 10_000, TotalTimeoutMs = 30_000)] // AMB0004
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

/// <summary>The two timeouts have been mixed up.</summary>
[Ambassador(Retry = 2, TotalTimeoutMs = 3_000)]
public interface IMixedUp
{
    [Timeout(5_000)] // AMB0005
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

/// <summary>A timeout, and nothing that could hear of it.</summary>
[Ambassador(TimeoutMs = 2_000)]
public interface ITimed
{
    Task<Item> GetAsync(int id); // AMB0006
}

/// <summary>Its implementation keeps the token to itself.</summary>
[Ambassador(TimeoutMs = 2_000)]
public interface IPages
{
    Task<string> GetAsync(string address, CancellationToken cancellationToken = default);
}

public sealed class Pages(HttpClient http) : IPages
{
    public Task<string> GetAsync(string address, CancellationToken cancellationToken = default) => http.GetStringAsync(address); // AMB0007
}
