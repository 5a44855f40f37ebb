using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>One target after the other by a schedule that is written down beforehand. Each picker begins anywhere in it, so that many callers do not move in step.</summary>
internal sealed class RoundRobin(Func<double> random) : ILoadBalancer
{
    public TargetPicker CreatePicker(IReadOnlyList<WeightedTarget> targets) => new Picker(targets, random);

    /// <remarks>Memory model: the schedule does not change; the place in it is one counter that every pick adds to, so no two picks get the same place.</remarks>
    private sealed class Picker(IReadOnlyList<WeightedTarget> targets, Func<double> random) : TargetPicker
    {
        private readonly Target[] _targets = [.. targets.Select(each => each.Target)];
        private readonly int[] _schedule = SmoothSchedule.Create([.. targets.Select(each => each.Weight)]);
        private long _place = (long)(random() * (1L << 40));

        public override Target Pick(in PickContext context) =>
            _targets[_schedule[(int)((ulong)Interlocked.Increment(ref _place) % (ulong)_schedule.Length)]];
    }
}
