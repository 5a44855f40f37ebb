namespace Storefront.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Nothing_needs_to_be_said() => Assert.Equal((new Options(Seed: 1, Seconds: 10), null), Options.Parse([]));

    [Fact]
    public void Seed_and_length_can_be_said_in_any_order() =>
        Assert.Equal((new Options(Seed: 42, Seconds: 30), null), Options.Parse(["--seconds", "30", "--seed", "42"]));

    [Theory]
    [InlineData("--seconds", "3")]
    [InlineData("--seconds", "301")]
    [InlineData("--seconds", "4.5")]
    [InlineData("--seed", "-1")]
    [InlineData("--seed", "99999999999")]
    public void A_value_outside_its_range_is_named_with_the_range(string option, string value)
    {
        var (options, error) = Options.Parse([option, value]);

        Assert.Null(options);
        Assert.StartsWith($"{option} is '{value}'; it must be a whole number from", error);
    }

    [Fact]
    public void An_option_without_its_value_is_named() => Assert.Equal("--seed needs a value.", Options.Parse(["--seed"]).Error);

    [Fact]
    public void An_unknown_option_is_named() => Assert.Equal("There is no option '--rate'.", Options.Parse(["--rate", "5"]).Error);

    [Fact]
    public void Help_wins_over_everything() => Assert.Equal((null, null), Options.Parse(["--seconds", "3", "--help"]));
}
