using System;
using System.Threading;
using System.Threading.Tasks;
using Ambassador;

namespace Shop;

[Ambassador(RetryDelayMs = 50, Retry = -1)] // AMB0001
public interface ICatalog
{
    [Retry(3)] // AMB0003
    IObservable<string> Watch();

    // What stands beside it stays.
    [Obsolete("Ask for one."), Retry(3)] // AMB0003
    IObservable<string> WatchAll();

    [Retry(2,
        When = nameof(IsTransient))] // AMB0020
    Task<string> GetAsync(int id, CancellationToken cancellationToken = default);

    static bool IsTransient(int status) => status == 503;
}
