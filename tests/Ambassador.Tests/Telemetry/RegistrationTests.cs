using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.Tests.Telemetry;

public class RegistrationTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "#2")]
    [InlineData(2, "#3")]
    public async Task Registrations_without_a_key_are_told_apart_by_their_places(int place, string? key)
    {
        await using var provider = new ServiceCollection()
            .AddSingleton<IObserved>(Service())
            .AddSingleton<IObserved>(Service())
            .AddSingleton<IObserved>(Service())
            .AddGeneratedAmbassadors()
            .BuildServiceProvider();
        using var measurements = new Measurements(Observation.KeyTag, key);

        await provider.GetServices<IObserved>().ElementAt(place).GetTaskAsync(1, TestContext.Current.CancellationToken);

        Assert.Single(measurements.Of("ambassador.call.duration"));
    }

    [Fact]
    public async Task Registrations_with_one_key_are_told_apart_by_their_places()
    {
        await using var provider = new ServiceCollection()
            .AddKeyedSingleton<IObserved>("eu", Service())
            .AddKeyedSingleton<IObserved>("eu", Service())
            .AddGeneratedAmbassadors()
            .BuildServiceProvider();
        using var first = new Measurements(Observation.KeyTag, "eu");
        using var second = new Measurements(Observation.KeyTag, "eu#2");

        foreach (var observed in provider.GetKeyedServices<IObserved>("eu"))
            await observed.GetTaskAsync(1, TestContext.Current.CancellationToken);

        Assert.Single(first.Of("ambassador.call.duration"));
        Assert.Single(second.Of("ambassador.call.duration"));
    }

    private static ObservedService Service() => new((n, _) => Task.FromResult(n));
}
