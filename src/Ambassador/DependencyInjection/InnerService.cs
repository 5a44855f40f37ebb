using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.DependencyInjection;

/// <summary>
/// What a container hands to the ambassador of an open generic registration (<c>IRepository&lt;&gt;</c>): the way to the service behind it.
/// Only generated constructors take one.
/// </summary>
/// <typeparam name="TService">The annotated interface, constructed.</typeparam>
/// <param name="services">The scope that the ambassador is made in.</param>
public sealed class InnerService<TService>(IServiceProvider services)
    where TService : class
{
    /// <summary>Where the state of the policies lives.</summary>
    public AmbassadorRuntime Runtime => services.GetAmbassadorRuntime();

    /// <summary>Where the ambassador finds implementations to fall back on.</summary>
    /// <param name="serviceKey">The ambassador's own service key; null where it has none.</param>
    public FallbackSource Fallbacks(object? serviceKey) => new ContainerFallbacks(services, serviceKey);

    /// <summary>The service behind the ambassador. The container disposes it, the ambassador must not.</summary>
    /// <param name="serviceKey">The ambassador's own service key; null where it has none.</param>
    /// <exception cref="InvalidOperationException">No open registration with that key has been decorated.</exception>
    public TService Get(object? serviceKey) => services.GetRequiredKeyedService<TService>(new OpenInnerKey(serviceKey));
}

/// <summary>The key that the service behind the ambassador of an open generic registration is found by.</summary>
internal sealed record OpenInnerKey(object? ServiceKey)
{
    public override string ToString() => ServiceKey is null ? "behind its ambassador" : $"{ServiceKey}, behind its ambassador";
}
