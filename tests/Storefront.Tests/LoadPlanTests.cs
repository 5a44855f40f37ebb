using Storefront.Load;

namespace Storefront.Tests;

public sealed class LoadPlanTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    [Fact]
    public void The_same_seed_makes_the_same_calls() => Assert.Equal(LoadPlan.Create(5, Length), LoadPlan.Create(5, Length));

    [Fact]
    public void Another_seed_makes_other_calls() => Assert.NotEqual(LoadPlan.Create(5, Length), LoadPlan.Create(6, Length));

    [Fact]
    public void Calls_come_in_order_within_the_run_at_about_the_rate_that_is_promised()
    {
        var plan = LoadPlan.Create(1, Length);

        Assert.Equal(plan.OrderBy(call => call.Due), plan);
        Assert.All(plan, call => Assert.InRange(call.Due, TimeSpan.Zero, Length));
        Assert.All(plan, call => Assert.InRange(call.ProductId, 1, LoadPlan.Products));
        Assert.InRange(plan.Length / Length.TotalSeconds, LoadPlan.CallsPerSecond * 0.9, LoadPlan.CallsPerSecond * 1.1);
        Assert.Equal(Enum.GetValues<CallKind>(), plan.Select(call => call.Kind).Distinct().Order());
    }
}
