using Ambassador.Clusters;
using Ambassador.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ambassador;

/// <summary>
/// Shows a host how the targets of an interface are: healthy when all are; degraded when some are degraded, unhealthy or ejected; and what the registration says of
/// failures when none gets calls. Its data has the state of each target by its address.
/// </summary>
/// <typeparam name="TTarget">The annotated interface.</typeparam>
/// <example><code>services.AddHealthChecks().AddCheck&lt;AmbassadorTargetsHealthCheck&lt;ICatalog&gt;&gt;("catalog");</code></example>
/// <param name="services">The container.</param>
/// <param name="serviceKey">The key of the interface's registration, if it has one.</param>
public sealed class AmbassadorTargetsHealthCheck<TTarget>(IServiceProvider services, object? serviceKey = null) : IHealthCheck
    where TTarget : class
{
    private readonly Cluster<TTarget> _cluster = ClusterOf(services, serviceKey);

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        new TargetsHealthCheck(() => _cluster.Targets).CheckHealthAsync(context, cancellationToken);

    // Nobody asks for targets before there is the ambassador: whoever checks first makes it.
    private static Cluster<TTarget> ClusterOf(IServiceProvider services, object? serviceKey)
    {
        services.GetRequiredKeyedService<TTarget>(serviceKey);
        return services.GetRequiredKeyedService<Cluster<TTarget>>(serviceKey);
    }
}
