using Ambassador.ServiceDiscovery;
using Ambassador.Targets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery;

namespace Ambassador;

/// <summary>Targets that are found by Microsoft.Extensions.ServiceDiscovery: configuration, DNS, or whatever provider is registered there.</summary>
public static class ServiceDiscoveryTargets
{
    /// <summary>
    /// Adds the endpoints of a service, at present and later: when they change, targets come and go while calls run. Needs <c>services.AddServiceDiscovery()</c>.
    /// </summary>
    /// <remarks>
    /// An endpoint that is a URI is the address of its target. One that is a host has the query's scheme put before it (the first that service discovery allows), and where the
    /// query has none stays <c>host:port</c>. A service without endpoints has no targets. If resolving fails, that is logged, what is known stands, and it is asked
    /// again after a while.
    /// </remarks>
    /// <typeparam name="TTarget">The annotated interface.</typeparam>
    /// <param name="targets">The targets of the interface.</param>
    /// <param name="query">The service, as service discovery names it: <c>https+http://catalog</c>, <c>http://_metrics.catalog</c>.</param>
    /// <param name="describe">
    /// Says more of a target than its address, from what a provider has put into the endpoint's features: zone, weight, priority, labels. Gets the endpoint, and the target as far as it
    /// is known.
    /// </param>
    /// <returns><paramref name="targets"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="targets"/> or <paramref name="query"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="query"/> names no service.</exception>
    public static AmbassadorTargets<TTarget> FromServiceDiscovery<TTarget>(
        this AmbassadorTargets<TTarget> targets, string query, Func<ServiceEndpoint, TargetEndpoint, TargetEndpoint>? describe = null)
        where TTarget : class
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentException.ThrowIfNullOrEmpty(query);
        if (!ServiceEndpointQuery.TryParse(query, out var parsed))
            throw new ArgumentException($"'{query}' names no service. It is written as https+http://catalog.", nameof(query));

        return targets.From(services => new DiscoveredTargets<TTarget>(
            services.GetService<ServiceEndpointResolver>() ?? throw new InvalidOperationException(
                $"The targets of '{typeof(TTarget)}' are those of '{query}', but there is no service discovery. Call AddServiceDiscovery()."),
            query,
            SchemeOf(parsed, services.GetRequiredService<IOptions<ServiceDiscoveryOptions>>().Value),
            describe,
            services.GetService<TimeProvider>() ?? TimeProvider.System));
    }

    // What service discovery's own handler puts before a host, but that it fails where the first scheme is not allowed.
    private static string? SchemeOf(ServiceEndpointQuery query, ServiceDiscoveryOptions options)
    {
        if (query.IncludedSchemes.Count == 0)
            return null;

        return query.IncludedSchemes.FirstOrDefault(scheme => options.AllowAllSchemes || options.AllowedSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"No scheme of '{query}' is allowed by {nameof(ServiceDiscoveryOptions)}.");
    }
}
