using System.Buffers.Text;
using System.IO.Hashing;
using System.Numerics;
using System.Text;

namespace Ambassador.Balancing;

/// <summary>
/// A ring of hashes, on which each target has entries in proportion to its weight, and a key belongs to the first entry from its own hash on. The entries are Envoy's
/// (which are ketama's): the hashes of <c>address_0</c>, <c>address_1</c> and so on.
/// </summary>
/// <remarks>
/// Envoy searches the ring in halves. Hashes are spread evenly, so here a table of the first entry from each of so many equal parts of the ring on leads to the place in one or two steps,
/// however long the ring is.
/// </remarks>
internal sealed class HashRing : HashTable
{
    private readonly ulong[] _hashes;
    private readonly int[] _owners;
    private readonly int[] _firsts;
    private readonly int _shift;

    public HashRing(IReadOnlyList<WeightedTarget> targets, int minSize, int maxSize)
    {
        var total = targets.Sum(target => target.Weight);
        var weights = targets.Select(target => target.Weight / total).ToArray();
        var least = weights.Min();

        // So many that the lightest target has a whole number of entries, if the ring may be as large as that.
        var scale = Math.Min(Math.Ceiling(least * minSize) / least, maxSize);
        var hashes = new List<ulong>((int)Math.Ceiling(scale));
        var owners = new List<int>(hashes.Capacity);
        var due = 0.0;
        for (var owner = 0; owner < weights.Length; owner++)
        {
            // Fractions add up from target to target, so that the ring comes out at its size.
            due += scale * weights[owner];
            var key = new EntryKey(HashKeys.Of(targets[owner].Target));
            for (var i = 0; hashes.Count < due; i++)
            {
                hashes.Add(key.Hash(i));
                owners.Add(owner);
            }
        }

        _hashes = [.. hashes];
        _owners = [.. owners];
        Array.Sort(_hashes, _owners);

        var bits = Math.Clamp(BitOperations.Log2((uint)_hashes.Length), 1, 30);
        _shift = 64 - bits;
        _firsts = new int[1 << bits];
        for (int part = 0, first = 0; part < _firsts.Length; part++)
        {
            while (first < _hashes.Length && _hashes[first] < (ulong)part << _shift)
                first++;

            _firsts[part] = first;
        }
    }

    public override int Find(ulong hash, int redraw)
    {
        var entry = _firsts[hash >> _shift];
        while (entry < _hashes.Length && _hashes[entry] < hash)
            entry++;

        return _owners[(int)(((uint)entry + (uint)redraw) % (uint)_owners.Length)];
    }

    public override int[] CountEntries()
    {
        var counts = new int[_owners.Max() + 1];
        foreach (var owner in _owners)
            counts[owner]++;

        return counts;
    }

    /// <summary>The keys of a target's entries, written one over the other.</summary>
    private sealed class EntryKey
    {
        private readonly byte[] _key;
        private readonly int _prefix;

        public EntryKey(string address)
        {
            _key = new byte[Encoding.UTF8.GetMaxByteCount(address.Length) + 12];
            _prefix = Encoding.UTF8.GetBytes(address, _key);
            _key[_prefix++] = (byte)'_';
        }

        public ulong Hash(int entry)
        {
            Utf8Formatter.TryFormat(entry, _key.AsSpan(_prefix), out var digits);
            return XxHash64.HashToUInt64(_key.AsSpan(0, _prefix + digits));
        }
    }
}
