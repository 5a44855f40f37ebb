namespace Ambassador;

/// <summary>How a target is chosen for an attempt.</summary>
public enum BalancingAlgorithm
{
    /// <summary>One after the other, in proportion to their weights, evenly interleaved.</summary>
    RoundRobin = 0,

    /// <summary>At random, in proportion to their weights.</summary>
    Random = 1,

    /// <summary>Of two at random the one with fewer attempts under way.</summary>
    LeastRequests = 2,

    /// <summary>Of two at random the one whose latency, remembered for a while and multiplied by its attempts under way, is lower: Linkerd's choice.</summary>
    PeakEwma = 3,

    /// <summary>By the hash of the call's <c>[HashKey]</c> on a ring: few keys move when targets come and go.</summary>
    RingHash = 4,

    /// <summary>By the hash of the call's <c>[HashKey]</c> in Google's Maglev table: quicker and more even than a ring, and a few more keys move.</summary>
    Maglev = 5,

    /// <summary>The target that the call's <c>[HashKey]</c> had before, or that the last call had, for as long as it is available.</summary>
    Sticky = 6,

    /// <summary>The first that is available.</summary>
    FirstAvailable = 7,
}
