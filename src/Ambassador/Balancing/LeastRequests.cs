using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>Of a few targets drawn in proportion to weights, the one with the fewest attempts under way for its weight.</summary>
/// <remarks>
/// For equal weights that is what Envoy does. For others Envoy gives up choosing between two for a schedule by weight / (attempts under way + 1), which takes a
/// lock and a heap; this stays with two, and comes to the same ends: weights decide among idle targets, and attempts per weight even out among busy ones.
/// </remarks>
internal sealed class LeastRequests(int choices, Func<double> random) : ILoadBalancer
{
    public TargetPicker CreatePicker(IReadOnlyList<WeightedTarget> targets) => new Picker(targets, choices, random);

    private sealed class Picker(IReadOnlyList<WeightedTarget> targets, int choices, Func<double> random)
        : PowerOfChoicesPicker(targets, choices, random)
    {
        private readonly WeightedTarget[] _targets = [.. targets];

        protected override bool IsBetter(int other, int best)
        {
            ref readonly var one = ref _targets[other];
            ref readonly var two = ref _targets[best];
            return one.Target.Pending * two.Weight < two.Target.Pending * one.Weight;
        }
    }
}
