using Ambassador;
using Ambassador.Clusters;
using Ambassador.DependencyInjection;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers interfaces that have several implementations to choose from.</summary>
public static class AmbassadorTargetsExtensions
{
    /// <summary>
    /// Registers an annotated interface, as a singleton, whose calls are spread over targets: replicas, zones, versions. To be called before
    /// <c>AddGeneratedAmbassadors()</c>. How targets are chosen is said by <see cref="BalanceAttribute"/>, <see cref="EjectAttribute"/>, <see cref="HealthCheckAttribute"/>
    /// and <see cref="PoolAttribute"/>, or by configuration or code.
    /// </summary>
    /// <typeparam name="TTarget">The annotated interface.</typeparam>
    /// <param name="services">The registrations.</param>
    /// <param name="configure">Says where targets are and how to make the implementation that stands at each.</param>
    /// <param name="serviceKey">The key of the registration, if it is to have one. Settings in configuration are those of all keys of an interface; targets in it are those of the registration without a key.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="configure"/> is null.</exception>
    /// <exception cref="InvalidOperationException">There is such a registration with the same key.</exception>
    public static IServiceCollection AddAmbassadorTargets<TTarget>(
        this IServiceCollection services, Action<AmbassadorTargets<TTarget>> configure, object? serviceKey = null)
        where TTarget : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(other => other.ServiceType == typeof(Cluster<TTarget>) && Equals(other.ServiceKey, serviceKey)))
        {
            throw new InvalidOperationException(
                $"'{TypeName.Of(typeof(TTarget))}' has targets already, so they are to be added there. Another AddAmbassadorTargets() needs a service key of its own.");
        }

        var targets = new AmbassadorTargets<TTarget>();
        configure(targets);
        HttpTargets.AddTo<TTarget>(services);

        var registration = new TargetsRegistration<TTarget>(targets, serviceKey);
        services.AddKeyedSingleton<Cluster<TTarget>>(serviceKey, (provider, _) => registration.CreateCluster(provider));
        services.Add(serviceKey is null
            ? ServiceDescriptor.Singleton(typeof(TTarget), registration.Refuse)
            : ServiceDescriptor.KeyedSingleton(typeof(TTarget), serviceKey, registration.RefuseKeyed));
        return services;
    }
}
