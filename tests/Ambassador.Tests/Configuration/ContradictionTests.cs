using Ambassador.Tests.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ambassador.Tests.Configuration;

/// <summary>Settings in their ranges each that contradict each other are refused as the build refuses them.</summary>
public class ContradictionTests
{
    [Theory]
    [InlineData("RetryMaxDelayMs", "100", "RetryDelayMs is 200, but RetryMaxDelayMs is 100.")]
    [InlineData("BreakerMaxBreakSeconds", "1.5", "BreakerBreakSeconds is 5, but BreakerMaxBreakSeconds is 1.5.")]
    [InlineData("AdaptiveConcurrencyMin", "1001", "AdaptiveConcurrencyMin is 1001, but AdaptiveConcurrencyMax is 1000.")]
    [InlineData("AdaptiveConcurrencyInitial", "2", "AdaptiveConcurrencyMin is 3, but AdaptiveConcurrencyInitial is 2.")]
    [InlineData("GreetAsync:RetryDelayMs", "30001", "RetryDelayMs is 30001, but RetryMaxDelayMs is 30000.")]
    [InlineData("On:IOException:RetryDelayMs", "30001", "RetryDelayMs on IOException is 30001, but RetryMaxDelayMs is 30000.")]
    public void When_the_ambassador_is_made(string key, string value, string problem)
    {
        using var fixture = new ConfigurationFixture(($"Ambassador:IGreeter:{key}", value));
        fixture.Services.AddSingleton<IGreeter, Greeter>();

        Assert.Equal($"Tests.IGreeter.GreetAsync: {problem}", Assert.Throws<InvalidOperationException>(() => fixture.Greeter).Message);
    }

    [Theory]
    [InlineData("BreakerBreakSeconds", "60")]
    [InlineData("AdaptiveConcurrencyMax", "10")]
    [InlineData("AdaptiveConcurrencyMin", "100")]
    [InlineData("RetryMaxDelayMs", "200")]
    [InlineData("EjectBaseSeconds", "600")]
    public void Unless_the_other_follows_is_off_or_equal(string key, string value)
    {
        using var fixture = new ConfigurationFixture(($"Ambassador:IGreeter:{key}", value));
        fixture.Services.AddSingleton<IGreeter, Greeter>();

        Assert.NotNull(fixture.Greeter);
    }

    [Fact]
    public void A_reload_that_brings_one_about_is_rejected()
    {
        using var fixture = new ConfigurationFixture(("Ambassador:IGreeter:RetryDelayMs", "500"));
        fixture.Services.AddSingleton<IGreeter, Greeter>();
        Assert.NotNull(fixture.Greeter);

        fixture.Reload(("Ambassador:IGreeter:RetryMaxDelayMs", "400"));

        Assert.Contains("Tests.IGreeter.GreetAsync: RetryDelayMs is 500, but RetryMaxDelayMs is 400.", Assert.Single(fixture.Messages(LogLevel.Error)), StringComparison.Ordinal);
    }
}
