using Replicas.Load;
using Replicas.Story;

namespace Replicas.Tests;

public sealed class StoryTests
{
    [Fact]
    public void The_acts_make_up_the_whole() => Assert.Equal(1, Script.Acts.Sum(act => act.Share), tolerance: 1e-9);

    [Fact]
    public void Each_act_lasts_until_the_next_begins()
    {
        var length = TimeSpan.FromSeconds(4);

        var times = Script.Acts.Select(act => Script.TimesOf(act.Name, length)).ToArray();

        Assert.Equal(TimeSpan.Zero, times[0].Start);
        Assert.Equal(times.Skip(1).Select(time => time.Start.TotalSeconds), times.SkipLast(1).Select(time => time.End.TotalSeconds), (one, other) => Math.Abs(one - other) < 1e-6);
        Assert.Equal(TimeSpan.MaxValue, times[^1].End);
        Assert.All(Script.Acts, act => Assert.Same(act, Script.ActAt(Script.StartOf(act))));
        Assert.Same(Script.Acts[^1], Script.ActAt(1));
    }

    [Fact]
    public void The_same_seed_makes_the_same_calls_in_order_at_about_the_rate_that_is_promised()
    {
        var length = TimeSpan.FromSeconds(10);
        var plan = LoadPlan.Create(5, length);

        Assert.Equal(LoadPlan.Create(5, length), plan);
        Assert.NotEqual(LoadPlan.Create(6, length), plan);
        Assert.Equal(plan.Order(), plan);
        Assert.InRange(plan.Length / length.TotalSeconds, LoadPlan.CallsPerSecond * 0.9, LoadPlan.CallsPerSecond * 1.1);
    }
}
