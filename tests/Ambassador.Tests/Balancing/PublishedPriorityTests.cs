using Ambassador.Balancing;

namespace Ambassador.Tests.Balancing;

/// <summary>
/// What Envoy's documentation (priority.rst, panic_threshold.rst) and its tests (common/load_balancer_impl_base_test.cc, round_robin/round_robin_lb_test.cc) say of priorities, panic and zones.
/// </summary>
public class PublishedPriorityTests
{
    // Health of each priority in percent, and the load it gets. Where shares do not come out even (5 65, 25 25 20), the documentation rounds (7 93, 36 36 28), and Envoy gives the first what is left.
    [Theory]
    [InlineData("100 100", "100 0")]
    [InlineData("72 100", "100 0")]
    [InlineData("71 100", "99 1")]
    [InlineData("50 100", "70 30")]
    [InlineData("25 100", "35 65")]
    [InlineData("0 100", "0 100")]
    [InlineData("72 72", "100 0")]
    [InlineData("71 71", "99 1")]
    [InlineData("50 50", "70 30")]
    [InlineData("25 25", "50 50")]
    [InlineData("5 65", "8 92")]
    [InlineData("100 100 100", "100 0 0")]
    [InlineData("71 71 100", "99 1 0")]
    [InlineData("25 25 100", "35 35 30")]
    public void Documentation(string health, string loads)
    {
        var levels = Numbers(health).Select(healthy => new PriorityHealth(100, healthy, 0));

        Assert.Equal(Numbers(loads), new PriorityLoads([.. levels], 1.4, 0.5).Healthy);
    }

    // All of them would be in panic.
    [Fact]
    public void DocumentationWithTooFewInAllPriorities() =>
        Assert.Equal([37, 35, 28], new PriorityLoads([new(100, 25, 0), new(100, 25, 0), new(100, 20, 0)], 1.4, 0).Healthy);

    [Theory]
    [InlineData("72 72", "NN")]
    [InlineData("50 60", "NN")]
    [InlineData("25 100", "NN")]
    [InlineData("25 25", "YY")]
    [InlineData("5 65", "YN")]
    public void DocumentationOfPanic(string health, string panic)
    {
        var levels = Numbers(health).Select(healthy => new PriorityHealth(100, healthy, 0));

        Assert.Equal(panic.Select(each => each == 'Y'), new PriorityLoads([.. levels], 1.4, 0.5).IsPanic);
    }

    // total/healthy/degraded of each priority; load of the healthy, of the degraded, panic.
    [Theory]
    [InlineData("1/0/0 1/0/0", "50 50", "0 0", "YY")]
    [InlineData("1/0/0 2/0/0", "34 66", "0 0", "YY")]
    [InlineData("1/0/0 2/0/0 1/1/0", "0 0 100", "0 0 0", "NNN")]
    [InlineData("4/2/0 4/2/0", "70 30", "0 0", "NN")]
    [InlineData("1/1/0 1/1/0", "100 0", "0 0", "NN")]
    [InlineData("4/1/0 2/2/0", "35 65", "0 0", "NN")]
    [InlineData("4/1/0 4/1/0", "50 50", "0 0", "YY")]
    [InlineData("2/1/0 2/1/0 2/1/0", "70 30 0", "0 0 0", "NNN")]
    [InlineData("4/1/0 4/1/0 4/1/0", "35 35 30", "0 0 0", "NNN")]
    [InlineData("5/1/0 5/1/0 5/1/0", "34 33 33", "0 0 0", "YYY")]
    [InlineData("5/0/0 5/0/0 5/5/0", "0 0 100", "0 0 0", "NNN")]
    [InlineData("5/0/0 5/0/0 5/4/0", "0 0 100", "0 0 0", "NNN")]
    [InlineData("5/0/0 5/0/0 5/2/0", "34 33 33", "0 0 0", "YYY")]
    [InlineData("5/0/5 5/2/2 5/2/0", "0 56 44", "0 0 0", "NNN")]
    [InlineData("5/0/0 3/0/0 2/0/0", "50 30 20", "0 0 0", "YYY")]
    [InlineData("5/0/0 6/2/0 3/1/0", "37 42 21", "0 0 0", "YYY")]
    [InlineData("5/0/1 5/0/5 5/1/0", "0 0 28", "28 44 0", "NNN")]
    [InlineData("5/0/0 5/0/2 5/0/1", "34 33 33", "0 0 0", "YYY")]
    [InlineData("0/0/0 6/0/0 3/0/0", "0 67 33", "0 0 0", "YYY")]
    [InlineData("3/0/0 3/0/0 3/0/0", "34 33 33", "0 0 0", "YYY")]
    public void GentleFailover(string levels, string healthy, string degraded, string panic)
    {
        var loads = new PriorityLoads(Levels(levels), 1.4, 0.5);

        Assert.Equal(Numbers(healthy), loads.Healthy);
        Assert.Equal(Numbers(degraded), loads.Degraded);
        Assert.Equal(panic.Select(each => each == 'Y'), loads.IsPanic);
    }

    [Fact]
    public void OverProvisioningFactor() => Assert.Equal([50, 50], new PriorityLoads(Levels("4/2/0 4/2/0"), 1, 0.5).Healthy);

    [Fact]
    public void PanicDisabled()
    {
        var loads = new PriorityLoads(Levels("5/0/0 5/0/2 5/0/1"), 1.4, 0);
        Assert.Equal([0, 0, 0], loads.Healthy);
        Assert.Equal([0, 67, 33], loads.Degraded);

        Assert.Equal([100, 0], new PriorityLoads(Levels("1/0/0 1/0/0"), 1.4, 0).Healthy);
    }

    // The comment of regenerateLocalityRoutingStructures: 40 / 40 / 20 percent of callers, 25 / 50 / 25 percent of targets.
    [Fact]
    public void ZoneResidual()
    {
        var routing = ZoneRouting.Create([new ZoneShare(2, 2), new ZoneShare(2, 4), new ZoneShare(1, 2)], 6)!;

        Assert.Equal(6_250, routing.Local);
        Assert.Equal([0, 1_000, 1_500], routing.Residual);
    }

    // ZoneAwareSmallCluster, NoZoneAwareDifferentZoneSize and the like: callers, targets; in ten-thousandths, null where zones do not matter.
    [Theory]
    [InlineData("1/1 1/1 1/1", 6, null)]
    [InlineData("1/1 1/1 1/1", 3, 10_000)]
    [InlineData("1/2 1/2 1/2", 6, 10_000)]
    [InlineData("1/6", 6, null)]
    [InlineData("0/3 1/3 1/3", 6, null)]
    [InlineData("1/6 0/1", 6, null)]
    [InlineData("1/1 1/3 1/3", 6, 4_284)]
    [InlineData("2/1 1/3 1/3", 6, 2_856)]
    [InlineData("1/0 1/3 1/3", 6, 0)]
    public void ZoneAware(string zones, int minTargets, int? local)
    {
        var shares = zones.Split(' ').Select(zone => zone.Split('/').Select(int.Parse).ToArray()).Select(zone => new ZoneShare(zone[0], zone[1]));

        Assert.Equal(local, ZoneRouting.Create([.. shares], minTargets)?.Local);
    }

    private static PriorityHealth[] Levels(string text) =>
        [.. text.Split(' ').Select(level => level.Split('/').Select(int.Parse).ToArray()).Select(level => new PriorityHealth(level[0], level[1], level[2]))];

    private static int[] Numbers(string text) => [.. text.Split(' ').Select(int.Parse)];
}
