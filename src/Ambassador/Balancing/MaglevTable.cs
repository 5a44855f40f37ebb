namespace Ambassador.Balancing;

/// <summary>
/// A table of targets that keys are looked up in by their hash's remainder. Each target has an order of preference of its own among the places, and they take turns, in proportion to their
/// weights, at taking the first that is free (Eisenbud et al., Maglev: A Fast and Reliable Software Network Load Balancer, 2016). Hashes, order and weights are Envoy's.
/// </summary>
internal sealed class MaglevTable : HashTable
{
    private readonly int[] _table;

    /// <summary>Fills a table.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="size">How many places: a prime number, or targets would not come to every place.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is not a prime number.</exception>
    public MaglevTable(IReadOnlyList<WeightedTarget> targets, int size)
    {
        if (!Primes.Contains(size))
            throw new ArgumentOutOfRangeException(nameof(size), size, "The size of a Maglev table is a prime number.");

        var total = targets.Sum(target => target.Weight);
        var heaviest = targets.Max(target => target.Weight / total);
        var turns = targets.Select((target, index) => (Key: HashKeys.Of(target.Target), Index: index, Weight: target.Weight / total))
            .OrderBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => new Turn(each.Key, each.Index, each.Weight, size))
            .ToArray();

        _table = new int[size];
        Array.Fill(_table, -1);
        var taken = 0;
        for (var round = 1; ; round++)
        {
            foreach (var turn in turns)
            {
                if (!turn.IsDue(round, heaviest))
                    continue;

                turn.Take(_table);
                if (++taken == size)
                    return;
            }
        }
    }

    public override int Find(ulong hash, int redraw)
    {
        // With most of its bits turned, a hash leads elsewhere entirely: those who must leave one target do not all go to the same other.
        if (redraw > 0)
            hash ^= ulong.MaxValue - (ulong)redraw + 1;

        return _table[hash % (ulong)_table.Length];
    }

    public override int[] CountEntries()
    {
        var counts = new int[_table.Max() + 1];
        foreach (var owner in _table)
            counts[owner]++;

        return counts;
    }

    private sealed class Turn(string key, int index, double weight, int size)
    {
        private readonly ulong _skip = (HashKeys.Hash(key, seed: 1) % (ulong)(size - 1)) + 1;
        private ulong _place = HashKeys.Hash(key) % (ulong)size;
        private double _due;

        /// <summary>Whether it may take a place in a round: the heaviest may in every one, one of half its weight in every other.</summary>
        public bool IsDue(int round, double heaviest)
        {
            if (round * weight < _due)
                return false;

            _due += heaviest;
            return true;
        }

        public void Take(int[] table)
        {
            while (table[_place] >= 0)
                Advance();

            table[_place] = index;
            Advance();
        }

        private void Advance() => _place = (_place + _skip) % (ulong)size;
    }
}
