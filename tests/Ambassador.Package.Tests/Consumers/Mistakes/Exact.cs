using System;
using System.Threading;
using System.Threading.Tasks;
using Ambassador;

namespace Shop;

[Ambassador(RetryDelayMs = 50, Retry = -1)] // AMB0001
public interface ICatalog
{
    [Retry(3)] // AMB0003
    int Count(ReadOnlySpan<int> ids);

    // What stands beside it stays.
    [Obsolete("Ask for one."), Retry(3)] // AMB0003
    int CountAll(ReadOnlySpan<int> ids);

    [Retry(2,
        When = nameof(IsTransient))] // AMB0020
    Task<string> GetAsync(int id, CancellationToken cancellationToken = default);

    static bool IsTransient(int status) => status == 503;
}
