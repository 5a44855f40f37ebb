using System.Collections.Concurrent;

namespace Ambassador.Network.Tests.Http;

/// <summary>Calls that are made one after the other by several at once, until it is stopped.</summary>
internal sealed class Load
{
    private readonly Task _workers;
    private volatile bool _hasEnded;
    private int _calls;

    public Load(ICatalog catalog, int workers) => _workers = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(catalog))));

    /// <summary>How many calls have ended.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Why calls have failed.</summary>
    public ConcurrentQueue<Exception> Failures { get; } = [];

    /// <summary>Waits until so many more calls have ended.</summary>
    public Task MoreAsync(int calls)
    {
        var goal = Calls + calls;
        return Wait.UntilAsync(() => Calls >= goal);
    }

    public Task StopAsync()
    {
        _hasEnded = true;
        return _workers;
    }

    private async Task WorkAsync(ICatalog catalog)
    {
        while (!_hasEnded)
        {
            try
            {
                await catalog.GetAsync(1, CancellationToken.None);
            }
            catch (Exception error)
            {
                Failures.Enqueue(error);
            }

            Interlocked.Increment(ref _calls);
        }
    }
}
