using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>The first target that is available and has not been tried.</summary>
internal sealed class FirstAvailable : ILoadBalancer
{
    public TargetPicker CreatePicker(IReadOnlyList<WeightedTarget> targets) => new Picker([.. targets.Select(each => each.Target)]);

    private sealed class Picker(Target[] targets) : TargetPicker
    {
        public override Target Pick(in PickContext context)
        {
            foreach (var target in targets)
            {
                if (target.IsAvailable && !context.IsTried(target))
                    return target;
            }

            return targets[0];
        }
    }
}
