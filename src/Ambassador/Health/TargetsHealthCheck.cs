using Ambassador.Targets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ambassador.Health;

/// <summary>
/// Shows a host how the targets of an ambassador are: healthy when all are, degraded when some are degraded, unhealthy or ejected, and what the
/// registration says of failures (unhealthy, unless it says otherwise) when none gets calls. The data has the state of each target by its address.
/// </summary>
/// <param name="targets">Lists the targets there are at the moment. Called concurrently.</param>
internal sealed class TargetsHealthCheck(Func<IReadOnlyCollection<Target>> targets) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Dictionary<string, object> states = [];
        var (total, available, healthy) = (0, 0, 0);
        foreach (var target in targets())
        {
            var (isEjected, health) = (target.IsEjected, target.Health);
            states[target.Endpoint.Address] = isEjected ? "Ejected" : health.ToString();
            total++;
            available += isEjected || health == TargetHealth.Unhealthy ? 0 : 1;
            healthy += isEjected || health != TargetHealth.Healthy ? 0 : 1;
        }

        var status = available == 0 ? context.Registration.FailureStatus : healthy < total ? HealthStatus.Degraded : HealthStatus.Healthy;
        return Task.FromResult(new HealthCheckResult(status, $"{available} of {total} targets get calls, {healthy} are healthy.", data: states));
    }
}
