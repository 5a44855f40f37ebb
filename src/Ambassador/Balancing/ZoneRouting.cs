namespace Ambassador.Balancing;

/// <summary>How many of the callers are in a zone, and how many of the healthy targets.</summary>
internal readonly record struct ZoneShare(int Callers, int Targets);

/// <summary>
/// Which zone a call goes to: the caller's own, as far as its targets bear the calls of its callers, and beyond that where there are more targets than callers. The
/// arithmetic, in ten-thousandths, is Envoy's.
/// </summary>
internal sealed class ZoneRouting
{
    private readonly int[] _residual;

    private ZoneRouting(int local, int[] residual)
    {
        Local = local;
        _residual = residual;
    }

    /// <summary>How many in ten thousand calls stay in the caller's zone.</summary>
    public int Local { get; }

    /// <summary>How much room other zones have, up to and including each, in ten-thousandths of all targets.</summary>
    public IReadOnlyList<int> Residual => _residual;

    /// <summary>Works out where calls go; null if zones do not matter.</summary>
    /// <param name="zones">The zones, the caller's own first.</param>
    /// <param name="minTargets">How many healthy targets there have to be.</param>
    public static ZoneRouting? Create(IReadOnlyList<ZoneShare> zones, int minTargets)
    {
        int callers = zones.Sum(zone => zone.Callers), targets = zones.Sum(zone => zone.Targets);
        if (zones.Count(zone => zone.Targets > 0) < 2 || zones.Count(zone => zone.Callers > 0) < 2 || zones[0].Callers == 0 || targets < minTargets)
            return null;

        var percentages = zones.Select(zone => (Callers: (int)(10_000L * zone.Callers / callers), Targets: (int)(10_000L * zone.Targets / targets))).ToArray();
        var own = percentages[0];
        if (own.Targets > 0 && own.Targets >= own.Callers)
            return new ZoneRouting(10_000, []);

        var residual = new int[zones.Count];
        for (var i = 1; i < residual.Length; i++)
        {
            // A zone without targets takes no part, however many callers it has.
            var room = percentages[i].Targets - percentages[i].Callers;
            residual[i] = residual[i - 1] + Math.Max(0, room);
        }

        return new ZoneRouting(own.Callers > 0 ? own.Targets * 10_000 / own.Callers : 0, residual);
    }

    /// <summary>The index of the zone for a call; -1 for any.</summary>
    public int Choose(Func<double> random)
    {
        if (Local == 10_000 || (int)(random() * 10_000) < Local)
            return 0;

        // Rounding may leave no room anywhere.
        if (_residual[^1] == 0)
            return -1;

        var sample = (int)(random() * _residual[^1]);
        var zone = 0;
        while (sample >= _residual[zone])
            zone++;

        return zone;
    }
}
