using System.Collections.Concurrent;

namespace Ambassador.Caching;

/// <summary>
/// The caches of one method: one, or for a generic method one per set of type arguments. Safe for concurrent use.
/// </summary>
internal sealed class CacheSet
{
    private readonly ConcurrentDictionary<Type, IResizable> _all = new();
    private IResizable? _first;

    /// <summary>The cache of a key and a result type; made when it is first asked for.</summary>
    public ResultCache<TKey, TResult> Get<TKey, TResult>(int maxEntries)
        where TKey : struct
        => _first is ResultCache<TKey, TResult> cache ? cache : Find<TKey, TResult>(maxEntries);

    public void Resize(int maxEntries)
    {
        foreach (var cache in _all.Values)
            cache.Resize(maxEntries);
    }

    private ResultCache<TKey, TResult> Find<TKey, TResult>(int maxEntries)
        where TKey : struct
    {
        var cache = _all.GetOrAdd(typeof(TKey), static (_, max) => new ResultCache<TKey, TResult>(max), maxEntries);
        Interlocked.CompareExchange(ref _first, cache, null);
        return (ResultCache<TKey, TResult>)cache;
    }
}
