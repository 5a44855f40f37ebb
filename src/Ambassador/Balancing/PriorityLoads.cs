namespace Ambassador.Balancing;

/// <summary>How many targets of a priority there are, and in what health.</summary>
internal readonly record struct PriorityHealth(int Total, int Healthy, int Degraded);

/// <summary>
/// How many in a hundred calls go to the healthy and to the degraded targets of each priority, and which priorities are in panic. The arithmetic, in whole numbers, is Envoy's.
/// </summary>
internal sealed class PriorityLoads
{
    private readonly int[] _healthy;
    private readonly int[] _degraded;
    private readonly bool[] _panic;

    public PriorityLoads(IReadOnlyList<PriorityHealth> levels, double overprovisioningFactor, double panicThreshold)
    {
        _healthy = new int[levels.Count];
        _degraded = new int[levels.Count];
        _panic = new bool[levels.Count];

        var factor = (long)Math.Round(overprovisioningFactor * 100);
        var threshold = Math.Min(100, Math.Round(panicThreshold * 100));
        var health = levels.Select(level => Availability(level.Healthy, level.Total, factor)).ToArray();
        var degraded = levels.Select(level => Availability(level.Degraded, level.Total, factor)).ToArray();
        var available = Math.Min(100, health.Sum() + degraded.Sum());
        if (available > 0)
            Distribute(health, degraded, available);

        if (available == 0 && threshold == 0)
        {
            // Nobody is available, and nobody else is to be asked.
            _healthy[0] = 100;
            return;
        }

        for (var i = 0; i < levels.Count; i++)
            _panic[i] = available < 100 && IsInPanic(levels[i], threshold);

        if (_panic.All(panic => panic))
            DistributeByNumber(levels);
    }

    /// <summary>The percentage of calls for the healthy targets of each priority; in panic, for all of them.</summary>
    public IReadOnlyList<int> Healthy => _healthy;

    /// <summary>The percentage of calls for the degraded targets of each priority.</summary>
    public IReadOnlyList<int> Degraded => _degraded;

    /// <summary>Which priorities use all their targets, whatever their health.</summary>
    public IReadOnlyList<bool> IsPanic => _panic;

    private static int Availability(int count, int total, long factor) => total == 0 ? 0 : (int)Math.Min(100, factor * count / total);

    private static bool IsInPanic(PriorityHealth level, double threshold) =>
        level.Total == 0 ? threshold > 0 : (100.0 * level.Healthy / level.Total) + (100.0 * level.Degraded / level.Total) < threshold;

    private void Distribute(int[] health, int[] degraded, int available)
    {
        var left = Distribute(_degraded, degraded, Distribute(_healthy, health, 100, available), available);

        // Rounding has left a few over: they go to the first that has any.
        var first = Array.FindIndex(health, each => each > 0);
        if (first >= 0)
            _healthy[first] += left;
        else
            _degraded[Array.FindIndex(degraded, each => each > 0)] += left;
    }

    private static int Distribute(int[] loads, int[] availability, int left, int available)
    {
        for (var i = 0; i < loads.Length; i++)
        {
            loads[i] = Math.Min(left, availability[i] * 100 / available);
            left -= loads[i];
        }

        return left;
    }

    private void DistributeByNumber(IReadOnlyList<PriorityHealth> levels)
    {
        var total = levels.Sum(level => level.Total);
        Array.Clear(_degraded);
        if (total == 0)
        {
            _healthy[0] = 100;
            return;
        }

        var left = 100;
        for (var i = 0; i < levels.Count; i++)
            left -= _healthy[i] = 100 * levels[i].Total / total;

        _healthy[levels.TakeWhile(level => level.Total == 0).Count()] += left;
    }
}
