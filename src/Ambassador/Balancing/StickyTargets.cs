using Ambassador.Targets;
using BitFaster.Caching.Lru;

namespace Ambassador.Balancing;

/// <summary>Which target each key has, for the keys used last. Calls without a key share one, and it moves on with them when a target fails.</summary>
internal sealed class StickyTargets(int capacity)
{
    private readonly FastConcurrentLru<ulong, Target> _kept = new(Math.Max(3, capacity));
    private Target? _keyless;

    /// <summary>The target that an attempt's key has, if it will do.</summary>
    public Target? Find(in PickContext context)
    {
        var target = context.Hash is not { } hash ? Volatile.Read(ref _keyless) : _kept.TryGet(hash, out var kept) ? kept : null;
        return target is not null && target.IsAvailable && !context.IsTried(target) ? target : null;
    }

    /// <summary>Keeps a target for an attempt's key, unless it has one that only this call must do without.</summary>
    public void Keep(in PickContext context, Target target, IReadOnlySet<Target> targets)
    {
        if (context.Hash is not { } hash)
            Volatile.Write(ref _keyless, target);
        else if (!_kept.TryGet(hash, out var kept) || !kept.IsAvailable || !targets.Contains(kept))
            _kept.AddOrUpdate(hash, target);
    }

    /// <summary>Forgets the targets that are not among those there are.</summary>
    public void Retain(IReadOnlySet<Target> targets)
    {
        if (Volatile.Read(ref _keyless) is { } keyless && !targets.Contains(keyless))
            Interlocked.CompareExchange(ref _keyless, null, keyless);

        foreach (var (key, target) in _kept)
        {
            if (!targets.Contains(target))
                _kept.TryRemove(key);
        }
    }
}
