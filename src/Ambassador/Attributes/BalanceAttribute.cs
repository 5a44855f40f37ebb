namespace Ambassador;

/// <summary>
/// Says how the attempts of calls are spread over the targets of an interface.
/// </summary>
/// <remarks>
/// It takes effect where an interface has targets (<c>AddAmbassadorTargets</c>). Every value can be set by configuration and code too, under the name of the property of
/// <see cref="PolicySettings"/>.
/// </remarks>
/// <param name="algorithm">See <see cref="Algorithm"/>.</param>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class BalanceAttribute(BalancingAlgorithm algorithm = BalancingAlgorithm.PeakEwma) : Attribute
{
    /// <summary>How a target is chosen. The default is <see cref="BalancingAlgorithm.PeakEwma"/>.</summary>
    public BalancingAlgorithm Algorithm { get; } = algorithm;

    /// <summary>
    /// With <see cref="BalancingAlgorithm.PeakEwma"/>, how long a latency is remembered, in milliseconds. From 1 to 86 400 000; the default is 10
    /// 000, which is Linkerd's.
    /// </summary>
    public int DecayMs { get; set; } = 10_000;

    /// <summary>
    /// With <see cref="BalancingAlgorithm.PeakEwma"/>, what the latency of a target is taken for before it is known, in milliseconds. From 1 to 86
    /// 400 000; the default is 30, which is Linkerd's.
    /// </summary>
    public int DefaultRttMs { get; set; } = 30;

    /// <summary>
    /// With <see cref="BalancingAlgorithm.RingHash"/>, how many places the ring has at least. From 1 to 8 388 608, and not above <see
    /// cref="MaxRingSize"/>; the default is 1 024, which is Envoy's.
    /// </summary>
    public int MinRingSize { get; set; } = 1024;

    /// <summary>
    /// With <see cref="BalancingAlgorithm.RingHash"/>, how many places the ring has at most. From 1 to 8 388 608, the default, which is Envoy's.
    /// </summary>
    public int MaxRingSize { get; set; } = 8_388_608;

    /// <summary>
    /// With <see cref="BalancingAlgorithm.Maglev"/>, how many entries the table has: a prime number. From 2 to 5 000 000; the default is 65 537.
    /// </summary>
    public int TableSize { get; set; } = 65_537;

    /// <summary>
    /// With a hash, how many times the average of calls under way a target may have before the next one gets the call. From 1 to 100, or 0, the
    /// default, for any number.
    /// </summary>
    public double LoadFactor { get; set; }

    /// <summary>The zone that the caller is in: its targets are preferred. The default is none. Configuration is the place to set it.</summary>
    public string? Zone { get; set; }

    /// <summary>How many targets there are at least before the caller's zone is preferred. From 1 to 1 000 000; the default is 6, which is Envoy's.</summary>
    public int MinZoneTargets { get; set; } = 6;

    /// <summary>
    /// With fewer targets available than this share of them, calls go to all, whatever is known of them. From 0, for never, to 1; the default is
    /// 0.5, which is Envoy's.
    /// </summary>
    public double PanicRatio { get; set; } = 0.5;

    /// <summary>
    /// How long a target that is new, or has come back, takes to get its full share of calls, in seconds. From 0, the default, for at once, to 86
    /// 400.
    /// </summary>
    public double SlowStartSeconds { get; set; }

    /// <summary>How its share grows meanwhile: 1, the default, in proportion to time; above, faster in the beginning. From 0.01 to 100.</summary>
    public double SlowStartAggression { get; set; } = 1;

    /// <summary>The share that it begins with. From 0 to 1; the default is 0.1, which is Envoy's.</summary>
    public double SlowStartMinRatio { get; set; } = 0.1;

    /// <summary>The labels that targets must have to get calls, as <c>version=v2,stage=prod</c>. The default is none.</summary>
    public string? Subset { get; set; }

    /// <summary>Whether calls go to any target when none has the labels of <see cref="Subset"/>. The default is false: then there is none to go to.</summary>
    public bool SubsetFallback { get; set; }

    /// <summary>The labels of targets that get a share of the calls of their own, as <c>version=v2</c>: a canary. The default is none.</summary>
    public string? Split { get; set; }

    /// <summary>The share of calls that goes to those of <see cref="Split"/>; the others get the rest. From 0, the default, to 1.</summary>
    public double SplitRatio { get; set; }

    /// <summary>
    /// The share of calls that is made once more, on a target of <see cref="MirrorTo"/>, behind the caller's back: results and failures of it are
    /// dropped. From 0, the default, to 1.
    /// </summary>
    public double Mirror { get; set; }

    /// <summary>The labels of targets that get copies of calls and nothing else, as <c>role=shadow</c>. The default is none: no call is copied.</summary>
    public string? MirrorTo { get; set; }

    /// <summary>How many copies may be under way; beyond it none is made. From 1 to 1 000 000; the default is 100.</summary>
    public int MirrorMax { get; set; } = 100;
}
