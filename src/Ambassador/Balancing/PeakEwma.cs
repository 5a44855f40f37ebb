using Ambassador.Targets;
using Ambassador.Time;

namespace Ambassador.Balancing;

/// <summary>
/// Of a few targets drawn in proportion to weights, the one where an attempt should end first: the estimate of its latency, times the attempts that would be under way.
/// Finagle and Linkerd do the same for equal weights.
/// </summary>
/// <remarks>
/// With weights, attempts under way count in proportion to the mean weight over the target's. As idle targets are drawn by weight already, theirs are not counted
/// twice: cost = latency × (1 + under way × mean weight / weight).
/// </remarks>
internal sealed class PeakEwma(BalancingRules rules, Clock clock, Func<double> random) : ILoadBalancer
{
    public TargetPicker CreatePicker(IReadOnlyList<WeightedTarget> targets) => new Picker(targets, rules, clock, random);

    private sealed class Picker : PowerOfChoicesPicker
    {
        private readonly Candidate[] _candidates;

        public Picker(IReadOnlyList<WeightedTarget> targets, BalancingRules rules, Clock clock, Func<double> random)
            : base(targets, rules.Choices, random)
        {
            var mean = targets.Sum(target => target.Weight) / targets.Count;
            _candidates = [.. targets.Select(each => new Candidate(each.Target, LatencyEstimate.Of(each.Target, rules, clock), mean / each.Weight))];
        }

        protected override bool IsBetter(int other, int best)
        {
            ref readonly var one = ref _candidates[other];
            ref readonly var two = ref _candidates[best];
            return Math.Exp(one.Estimate.Level - two.Estimate.Level) * one.Load < two.Load;
        }
    }

    private readonly record struct Candidate(Target Target, LatencyEstimate Estimate, double Lightness)
    {
        public double Load => 1 + (Target.Pending * Lightness);
    }
}
