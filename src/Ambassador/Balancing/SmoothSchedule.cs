namespace Ambassador.Balancing;

/// <summary>
/// The order of nginx's smooth weighted round robin, for one whole round: at each step every index gains its weight, the first with the most is taken and pays the sum of all.
/// </summary>
internal static class SmoothSchedule
{
    private const int MaxLength = 1 << 17;

    /// <summary>Writes down the round.</summary>
    /// <param name="weights">Weights above 0. Where a round by their thousandths would be longer than 131 072, they are rounded to make it about as long.</param>
    public static int[] Create(IReadOnlyList<double> weights)
    {
        var whole = ToWhole(weights);
        var total = whole.Sum();

        // Indices of the same weight come up in turn, so only the next one of each weight can have the most.
        var classes = whole.Select((weight, index) => (weight, index)).GroupBy(each => each.weight, each => each.index)
            .Select(group => new WeightClass(group.Key, [.. group])).ToArray();
        var schedule = new int[total];
        for (var step = 0; step < schedule.Length; step++)
        {
            foreach (var each in classes)
                each.Gain();

            var best = classes[0];
            foreach (var each in classes)
            {
                if (each.IsBefore(best, total))
                    best = each;
            }

            schedule[step] = best.Take();
        }

        return schedule;
    }

    private static long[] ToWhole(IReadOnlyList<double> weights)
    {
        var thousandths = weights.Select(weight => (long)Math.Max(1, Math.Round(weight * 1_000))).ToArray();
        var divisor = thousandths.Aggregate(Divisor);
        var whole = thousandths.Select(weight => weight / divisor).ToArray();
        var total = whole.Sum();
        if (total <= MaxLength)
            return whole;

        var scale = (double)MaxLength / total;
        whole = [.. whole.Select(weight => Math.Max(1, (long)Math.Round(weight * scale)))];
        divisor = whole.Aggregate(Divisor);
        return [.. whole.Select(weight => weight / divisor)];
    }

    private static long Divisor(long one, long other) => other == 0 ? one : Divisor(other, one % other);

    private sealed class WeightClass(long weight, int[] indices)
    {
        private int _next;
        private long _rounds;
        private long _gained;

        private int Next => indices[_next];

        public void Gain() => _gained += weight;

        public bool IsBefore(WeightClass other, long total)
        {
            long standing = _gained - (_rounds * total), bar = other._gained - (other._rounds * total);
            return standing > bar || (standing == bar && Next < other.Next);
        }

        public int Take()
        {
            var taken = Next;
            _next++;
            if (_next == indices.Length)
            {
                _next = 0;
                _rounds++;
            }

            return taken;
        }
    }
}
