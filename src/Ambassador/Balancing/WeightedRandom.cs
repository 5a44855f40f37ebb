using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>Any target, in proportion to weights.</summary>
internal sealed class WeightedRandom(Func<double> random) : ILoadBalancer
{
    public TargetPicker CreatePicker(IReadOnlyList<WeightedTarget> targets) => new Picker(targets, random);

    private sealed class Picker(IReadOnlyList<WeightedTarget> targets, Func<double> random) : TargetPicker
    {
        private readonly Target[] _targets = [.. targets.Select(each => each.Target)];
        private readonly Sampler _sampler = new(targets, random);

        public override Target Pick(in PickContext context) => _targets[_sampler.Next()];
    }
}
