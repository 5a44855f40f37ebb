using Storefront.Backend;

namespace Storefront.Tests;

public sealed class FaultScriptTests
{
    [Theory]
    [InlineData(0.0, "first")]
    [InlineData(0.24, "first")]
    [InlineData(0.25, "second")]
    [InlineData(0.99, "second")]
    public void An_act_lasts_for_its_share_of_the_run(double progress, string expected)
    {
        var script = new FaultScript(new Act("first", 0.25), new Act("second", 0.75));

        Assert.Equal(expected, script.ActAt(progress).Name);
    }

    [Fact]
    public void What_is_still_under_way_after_the_end_meets_the_last_act() =>
        Assert.Equal("last", new FaultScript(new Act("first", 0.5), new Act("last", 0.5)).ActAt(1.5).Name);

    [Fact]
    public void Shares_that_do_not_fill_the_run_are_refused() =>
        Assert.Throws<ArgumentException>(() => new FaultScript(new Act("only", 0.9)));

    [Theory]
    [InlineData(0.00, Fault.Dropped)]
    [InlineData(0.10, Fault.Unavailable)]
    [InlineData(0.39, Fault.Unavailable)]
    [InlineData(0.40, Fault.Slow)]
    [InlineData(0.95, Fault.None)]
    public void Each_fault_takes_its_share_of_the_draws(double draw, object expected)
    {
        var act = new Act("all", 1) { Dropped = 0.1, Unavailable = 0.3, Slow = 0.5 };

        Assert.Equal(expected, act.FaultFor(draw));
    }

    [Fact]
    public void The_storefronts_script_has_an_outage_of_two_seconds_in_ten_and_ends_well()
    {
        var outage = Assert.Single(FaultScript.Default.Acts, act => act.IsOutage);

        Assert.Equal(2, 10 * outage.Share, tolerance: 1e-9);
        Assert.Equal(Fault.None, FaultScript.Default.ActAt(1).FaultFor(0));
    }

    [Fact]
    public void Requests_are_counted_from_the_start_only()
    {
        var player = new ScriptPlayer(new FaultScript(new Act("outage", 1) { Dropped = 1 }), TimeSpan.FromHours(1), seed: 1);
        Assert.Equal(Fault.None, player.Next().Fault);

        player.Restart();
        Assert.Equal(Fault.Dropped, player.Next().Fault);
        Assert.Equal(Fault.Dropped, player.Next().Fault);
        Assert.Equal((2, 2), (player.Requests, player.RequestsDuringOutage));

        player.Restart();
        Assert.Equal((0, 0), (player.Requests, player.RequestsDuringOutage));
    }

    [Fact]
    public void A_script_played_again_draws_the_same_faults()
    {
        var player = new ScriptPlayer(new FaultScript(new Act("errors", 1) { Unavailable = 0.5 }), TimeSpan.FromHours(1), seed: 7);

        Assert.Equal(Draw(), Draw());

        Fault[] Draw()
        {
            player.Restart();
            return [.. Enumerable.Range(0, 100).Select(_ => player.Next().Fault)];
        }
    }
}
