namespace Ambassador.Balancing;

/// <summary>The targets of a priority that are of the same health, zone by zone where zones matter. Immutable.</summary>
/// <param name="all">All of them.</param>
/// <param name="zones">How to choose a zone; null if zones do not matter.</param>
/// <param name="byZone">Those of each zone; null for one that has none.</param>
internal sealed class TargetRoute(TargetGroup all, ZoneRouting? zones, TargetGroup?[] byZone)
{
    public TargetRoute(TargetGroup all)
        : this(all, null, [])
    {
    }

    /// <summary>The targets for one call.</summary>
    public TargetGroup Choose(Func<double> random)
    {
        if (zones is null)
            return all;

        var zone = zones.Choose(random);
        return zone < 0 ? all : byZone[zone] ?? all;
    }
}
