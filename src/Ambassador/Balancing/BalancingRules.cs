namespace Ambassador.Balancing;

/// <summary>What calls go to when a subset has no targets. The names are Envoy's.</summary>
internal enum SubsetFallback
{
    /// <summary>No target.</summary>
    None,

    /// <summary>Any target.</summary>
    Any,

    /// <summary>The targets of another subset.</summary>
    Default,
}

/// <summary>A share of the calls for the targets with certain labels.</summary>
/// <param name="Targets">Which.</param>
/// <param name="Share">How much of the calls, from 0 to 1.</param>
internal sealed record TrafficShare(LabelSelector Targets, double Share);

/// <summary>Everything that choosing among targets goes by. The defaults are those of the source that is named.</summary>
internal sealed record BalancingRules
{
    public BalancingAlgorithm Algorithm { get; init; }

    /// <summary>How many targets LeastRequests and PeakEwma compare. At least 1; the default is Envoy's, 2.</summary>
    public int Choices { get; init; } = 2;

    /// <summary>In how long PeakEwma forgets 63% of a latency. Linkerd: 10 s.</summary>
    public TimeSpan EwmaDecay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What PeakEwma takes the latency of a new target to be. Linkerd: 30 ms.</summary>
    public TimeSpan EwmaDefault { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>The most that PeakEwma takes a failure for that came sooner. The default is a minute.</summary>
    public TimeSpan EwmaFailure { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many entries a ring has at least, as long as there are no more than <see cref="MaxRingSize"/>. Envoy: 1 024.</summary>
    public int MinRingSize { get; init; } = 1_024;

    /// <summary>How many entries a ring has at most. Envoy: 8 388 608.</summary>
    public int MaxRingSize { get; init; } = 8 * 1_024 * 1_024;

    /// <summary>How many entries a Maglev table has: a prime number. Envoy: 65 537.</summary>
    public int MaglevTableSize { get; init; } = 65_537;

    /// <summary>How many times the average load a target may have before the keys of RingHash and Maglev go elsewhere: above 1; 0, the default, for any load.</summary>
    public double BoundedLoad { get; init; }

    /// <summary>How many keys Sticky remembers: the ones used last.</summary>
    public int StickyKeys { get; init; } = 10_000;

    /// <summary>How many times the calls that its share of healthy targets stands for a priority can bear. Envoy: 1.4.</summary>
    public double OverprovisioningFactor { get; init; } = 1.4;

    /// <summary>The share of available targets below which all of a priority are used, because so many cannot be ill; 0 never to do so. Envoy: 0.5.</summary>
    public double PanicThreshold { get; init; } = 0.5;

    /// <summary>The zone of the caller, which targets are preferred in; null not to.</summary>
    public string? Zone { get; init; }

    /// <summary>How many healthy targets there have to be for zones to matter. Envoy: 6.</summary>
    public int ZoneMinTargets { get; init; } = 6;

    /// <summary>How many callers there are in each zone; null for as many in each zone that has targets.</summary>
    public IReadOnlyDictionary<string, int>? CallersByZone { get; init; }

    /// <summary>Which targets there are to choose from; null for all.</summary>
    public LabelSelector? Subset { get; init; }

    /// <summary>What there is to choose from when no target is in <see cref="Subset"/>.</summary>
    public SubsetFallback SubsetFallback { get; init; }

    /// <summary>The other subset of <see cref="SubsetFallback.Default"/>.</summary>
    public LabelSelector? DefaultSubset { get; init; }

    /// <summary>Shares of the calls for some targets; what they leave goes to the targets that none of them names.</summary>
    public IReadOnlyList<TrafficShare> Split { get; init; } = [];

    /// <summary>How long a target that is new or back takes to get its full weight; zero, the default, to have it at once.</summary>
    public TimeSpan SlowStart { get; init; }

    /// <summary>How steeply it rises: 1, Envoy's default, for evenly; above, faster at first. Above 0.</summary>
    public double SlowStartAggression { get; init; } = 1;

    /// <summary>The share of its weight that it begins with. Envoy: 0.1.</summary>
    public double SlowStartMinimum { get; init; } = 0.1;
}
