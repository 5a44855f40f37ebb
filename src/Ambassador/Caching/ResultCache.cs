using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using BitFaster.Caching.Lru;

namespace Ambassador.Caching;

/// <summary>
/// The results of one method by their arguments: bounded, scan-resistant, fresh for as long as the policy says, and filled by
/// one inner call however many callers miss at once. Safe for concurrent use.
/// </summary>
/// <typeparam name="TKey">The generated call struct: all arguments but the cancellation token, with value equality.</typeparam>
/// <typeparam name="TResult">The method's result.</typeparam>
internal sealed class ResultCache<TKey, TResult> : IResizable
    where TKey : struct
{
    private readonly ConcurrentDictionary<TKey, Flight<TResult>> _flights = new();
    private volatile FastConcurrentLru<TKey, CachedResult<TResult>> _store;

    public ResultCache(int maxEntries) => _store = Create(maxEntries);

    public bool TryGet(TKey key, long now, long duration, [NotNullWhen(true)] out CachedResult<TResult>? result)
        => _store.TryGet(key, out result) && result.IsFresh(now, duration);

    /// <summary>Gets on the flight for a key. Whoever finds none leads a new one: makes the inner call and lands it.</summary>
    public Flight<TResult> Join(TKey key, out bool leads)
    {
        while (true)
        {
            if (_flights.TryGetValue(key, out var flight))
            {
                if (flight.TryJoin())
                {
                    leads = false;
                    return flight;
                }

                // Everybody has left it: it is on its way down and of no use to us.
                _flights.TryRemove(new(key, flight));
            }

            flight = new Flight<TResult>();
            if (_flights.TryAdd(key, flight))
            {
                leads = true;
                return flight;
            }
        }
    }

    /// <summary>Keeps a result if it is worth it, then lands the flight: a caller always finds the one or the other.</summary>
    public TResult Land(TKey key, Flight<TResult> flight, TResult value, long now, bool keep)
    {
        var result = new CachedResult<TResult>(value, now);
        if (keep)
            _store.AddOrUpdate(key, result);

        return LandKept(key, flight, result);
    }

    /// <summary>Lands a flight whose result somebody else has just kept.</summary>
    public TResult LandKept(TKey key, Flight<TResult> flight, CachedResult<TResult> result)
    {
        _flights.TryRemove(new(key, flight));
        flight.Land(result);
        return result.Value;
    }

    /// <summary>Ends a flight without a result. Nothing is kept.</summary>
    public void Crash(TKey key, Flight<TResult> flight, Exception error)
    {
        _flights.TryRemove(new(key, flight));
        flight.Crash(error);
    }

    public void Resize(int maxEntries)
    {
        var old = _store;
        if (old.Capacity == maxEntries)
            return;

        var store = Create(maxEntries);
        foreach (var (key, result) in old)
            store.AddOrUpdate(key, result);

        _store = store;
    }

    private static FastConcurrentLru<TKey, CachedResult<TResult>> Create(int maxEntries)
        => new(Environment.ProcessorCount, maxEntries, EqualityComparer<TKey>.Default);
}
