using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>The target that a table has for the hash of the call's key; without a key, for any hash.</summary>
internal sealed class ConsistentHashing(Func<IReadOnlyList<WeightedTarget>, HashTable> create, double boundedLoad, Func<double> random) : ILoadBalancer
{
    public TargetPicker CreatePicker(IReadOnlyList<WeightedTarget> targets) =>
        new Picker(create(targets), targets, boundedLoad > 0 ? new LoadBound(targets, boundedLoad) : null, random);

    private sealed class Picker(HashTable table, IReadOnlyList<WeightedTarget> targets, LoadBound? bound, Func<double> random) : TargetPicker
    {
        private readonly Target[] _targets = [.. targets.Select(each => each.Target)];

        public override Target Pick(in PickContext context)
        {
            var hash = HashKeys.For(context.Hash, random);
            var index = table.Find(hash, context.Redraw);
            return _targets[bound is null ? index : bound.Admit(index, hash)];
        }
    }
}
