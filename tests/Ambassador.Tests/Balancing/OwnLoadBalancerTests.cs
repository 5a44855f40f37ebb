using Ambassador.Balancing;
using Ambassador.Targets;

namespace Ambassador.Tests.Balancing;

public class OwnLoadBalancerTests
{
    /// <summary>A user's own: most calls go to the strongest target, the others share the rest.</summary>
    private sealed class FavourTheStrongest(double share) : ILoadBalancer
    {
        public TargetPicker CreatePicker(IReadOnlyList<WeightedTarget> targets) => new Picker(share, [.. targets.OrderByDescending(each => each.Weight).Select(each => each.Target)]);

        private sealed class Picker(double share, Target[] targets) : TargetPicker
        {
            public override Target Pick(in PickContext context) =>
                targets.Length == 1 || Random.Shared.NextDouble() < share ? targets[0] : targets[Random.Shared.Next(1, targets.Length)];
        }
    }

    [Fact]
    public void FitsInAFewLinesAndHasRetriesHealthAndPrioritiesSeenTo()
    {
        var backends = new Backends();
        Target weak = backends.Add("weak"), strong = backends.Add("strong", weight: 3), reserve = backends.Add("reserve", weight: 9, priority: 1);
        var balancer = new Balancer(new BalancingRules(), backends.Clock, balancer: new FavourTheStrongest(0.9));
        balancer.Update([weak, strong, reserve]);

        Assert.InRange(Enumerable.Range(0, 10_000).Count(_ => balancer.Pick(default) == strong), 8_700, 9_300);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Same(weak, balancer.Pick(new PickContext(tried: [strong]))));

        strong.IsEjected = weak.IsEjected = true;
        Assert.Same(reserve, balancer.Pick(default));
        balancer.Refresh();
        Assert.Same(reserve, balancer.Pick(default));
    }
}
