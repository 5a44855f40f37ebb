namespace Ambassador;

/// <summary>How one of the targets that should have calls is chosen for an attempt. docs/balancing.md says when to use which.</summary>
public enum BalancingAlgorithm
{
    /// <summary>One after the other, heavier ones more often and evenly spread, in the order of nginx's smooth weighted round robin. Starts anywhere.</summary>
    RoundRobin = 0,

    /// <summary>Any, heavier ones more often.</summary>
    Random = 1,

    /// <summary>Of two drawn at random, the one with fewer attempts under way for its weight.</summary>
    LeastRequests = 2,

    /// <summary>Of two drawn at random, the one that promises the shorter wait: Finagle's and Linkerd's peak-sensitive average of latency, times attempts under way.</summary>
    PeakEwma = 3,

    /// <summary>The one that the hash of the call's key meets first on a ring of hashes, as in Envoy. A call without a key goes to any.</summary>
    RingHash = 4,

    /// <summary>The one that a table, filled as in Google's Maglev and Envoy, has for the hash of the call's key. A call without a key goes to any.</summary>
    Maglev = 5,

    /// <summary>The one that the call's key has had before, as long as it is available. Calls without a key stay with one target until it fails.</summary>
    Sticky = 6,

    /// <summary>The first available one of the lowest priority, in the order in which they are listed.</summary>
    FirstAvailable = 7,
}
