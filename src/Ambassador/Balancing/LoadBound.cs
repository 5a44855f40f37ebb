using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>
/// Holds the attempts under way on each target below so many times the average (Mirrokni, Thorup, Zadimoghaddam, Consistent Hashing with Bounded Loads, 2016). A key whose target has
/// no room goes to others in an order of its own, so that the neighbours of a busy target are not the next to be busy (Chen et al., 2019; Envoy does the same).
/// </summary>
/// <remarks>
/// A target has room while one attempt more leaves it at most at ceil(factor × (all under way + 1) × its share of the weights), as in the paper; Envoy lets one more in.
/// <para>
/// Memory model: how many attempts are under way in all is counted anew by every pick whose number is a multiple of n/16, so a pick costs the same however many targets there are, and the
/// count is off by at most n/16 attempts, which is a sixteenth of an attempt for each target. Counter and sum are single words.
/// </para>
/// </remarks>
internal sealed class LoadBound
{
    private readonly Target[] _targets;
    private readonly double[] _shares;
    private readonly int _period;
    private int _picks = -1;
    private int _pending;

    public LoadBound(IReadOnlyList<WeightedTarget> targets, double factor)
    {
        var total = targets.Sum(target => target.Weight);
        _targets = [.. targets.Select(each => each.Target)];
        _shares = [.. targets.Select(each => factor * each.Weight / total)];
        _period = Math.Max(1, targets.Count / 16);
    }

    /// <summary>The index of a target with room: the one that was picked, or another.</summary>
    public int Admit(int index, ulong hash)
    {
        var all = CountPending() + 1;
        var load = Load(index, all);
        if (load < 1)
            return index;

        // Every index in turn, in one of many orders: from any place on, in steps that have no divisor in common with the number of them.
        var count = (ulong)_targets.Length;
        var mixed = HashKeys.Mix(hash);
        ulong place = mixed % count, step = 1 + ((mixed >> 32) % count);
        while (Divisor(step, count) != 1)
            step++;

        for (var i = 0UL; i < count; i++, place = (place + step) % count)
        {
            var other = Load((int)place, all);
            if (other < load)
                (index, load) = ((int)place, other);

            if (load < 1)
                break;
        }

        return index;
    }

    /// <summary>How full a target is: below 1 if it has room. A product that is a whole number may come out a hair above it.</summary>
    private double Load(int index, int all) => _targets[index].Pending / Math.Max(1, Math.Ceiling((all * _shares[index]) - 1e-9));

    private int CountPending()
    {
        if ((uint)Interlocked.Increment(ref _picks) % (uint)_period != 0)
            return Volatile.Read(ref _pending);

        var pending = 0;
        foreach (var target in _targets)
            pending += target.Pending;

        Volatile.Write(ref _pending, pending);
        return pending;
    }

    private static ulong Divisor(ulong one, ulong other) => other == 0 ? one : Divisor(other, one % other);
}
