namespace Replicas.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Nothing_needs_to_be_said() => Assert.Equal((new Options(Seed: 1, Quick: false), null), Options.Parse([]));

    [Fact]
    public void Options_can_be_said_in_any_order() =>
        Assert.Equal((new Options(Seed: 42, Quick: true), null), Options.Parse(["--quick", "--seed", "42"]));

    [Theory]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("99999999999")]
    public void A_seed_outside_its_range_is_named_with_the_range(string seed) =>
        Assert.Equal($"--seed is '{seed}'; it must be a whole number from 0 to 2147483647.", Options.Parse(["--seed", seed]).Error);

    [Fact]
    public void An_option_without_its_value_is_named() => Assert.Equal("--seed needs a value.", Options.Parse(["--seed"]).Error);

    [Fact]
    public void An_unknown_option_is_named() => Assert.Equal("There is no option '--rate'.", Options.Parse(["--quick", "--rate"]).Error);

    [Fact]
    public void Help_wins_over_everything() => Assert.Equal((null, null), Options.Parse(["--rate", "--help"]));
}
