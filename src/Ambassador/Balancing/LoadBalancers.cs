using Ambassador.Time;

namespace Ambassador.Balancing;

/// <summary>Makes the load balancer of an algorithm.</summary>
internal static class LoadBalancers
{
    public static ILoadBalancer Create(BalancingRules rules, Clock clock, Func<double> random) => rules.Algorithm switch
    {
        BalancingAlgorithm.RoundRobin => new RoundRobin(random),
        BalancingAlgorithm.Random => new WeightedRandom(random),
        BalancingAlgorithm.PeakEwma => new PeakEwma(rules, clock, random),
        BalancingAlgorithm.RingHash => new ConsistentHashing(targets => new HashRing(targets, rules.MinRingSize, rules.MaxRingSize), rules.BoundedLoad, random),
        BalancingAlgorithm.Maglev => new ConsistentHashing(targets => new MaglevTable(targets, rules.MaglevTableSize), rules.BoundedLoad, random),
        BalancingAlgorithm.FirstAvailable => new FirstAvailable(),

        // What a key that is new sticks to is a question of its own.
        BalancingAlgorithm.LeastRequests or BalancingAlgorithm.Sticky => new LeastRequests(rules.Choices, random),
        _ => throw new ArgumentOutOfRangeException(nameof(rules), rules.Algorithm, "There is no such algorithm."),
    };
}
