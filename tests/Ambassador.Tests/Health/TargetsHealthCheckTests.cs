using Ambassador.Health;
using Ambassador.Targets;
using Ambassador.Time;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ambassador.Tests.Health;

public class TargetsHealthCheckTests
{
    private const string Ejected = "Ejected";

    [Theory]
    [InlineData(HealthStatus.Healthy, "Healthy", "Healthy")]
    [InlineData(HealthStatus.Degraded, "Healthy", "Degraded")]
    [InlineData(HealthStatus.Degraded, "Healthy", "Unhealthy")]
    [InlineData(HealthStatus.Degraded, "Healthy", Ejected)]
    [InlineData(HealthStatus.Degraded, "Degraded", "Unhealthy")]
    [InlineData(HealthStatus.Unhealthy, "Unhealthy", "Unhealthy")]
    [InlineData(HealthStatus.Unhealthy, Ejected, "Unhealthy")]
    [InlineData(HealthStatus.Unhealthy)]
    public async Task A_host_sees_how_the_targets_are(HealthStatus expected, params string[] states)
    {
        var clock = new Clock(TimeProvider.System);
        Target[] targets =
        [
            .. states.Select((state, i) => new Target<object>(new($"http://10.0.0.{i}"), new(), clock)
            {
                IsEjected = state == Ejected,
                Health = state == Ejected ? TargetHealth.Healthy : Enum.Parse<TargetHealth>(state),
            }),
        ];
        var check = new TargetsHealthCheck(() => targets);
        var context = new HealthCheckContext { Registration = new("targets", check, failureStatus: null, tags: null) };

        var result = await check.CheckHealthAsync(context, TestContext.Current.CancellationToken);

        Assert.Equal(expected, result.Status);
        Assert.Equal(states, result.Data.OrderBy(each => each.Key).Select(each => each.Value));
        Assert.Equal(targets.Select(target => target.Endpoint.Address), result.Data.Keys.Order());
    }

    [Fact]
    public async Task What_no_targets_mean_is_the_registrations_to_say()
    {
        var check = new TargetsHealthCheck(() => []);
        var context = new HealthCheckContext { Registration = new("targets", check, HealthStatus.Degraded, tags: null) };

        Assert.Equal(HealthStatus.Degraded, (await check.CheckHealthAsync(context, TestContext.Current.CancellationToken)).Status);
    }
}
