using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.DependencyInjection;

/// <summary>
/// The implementations to fall back on, as the container has them: registered with the ambassador's service key, or without one, or not at all and then
/// made of what is registered. Each is asked for when it is first needed, and then kept, as if the ambassador had taken it in its constructor.
/// </summary>
/// <param name="services">The scope that the ambassador is made in.</param>
/// <param name="serviceKey">The ambassador's service key.</param>
internal sealed class ContainerFallbacks(IServiceProvider services, object? serviceKey) : FallbackSource
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Type, object> _kept = [];

    internal override object Get([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type)
    {
        lock (_gate)
        {
            if (!_kept.TryGetValue(type, out var fallback))
                _kept.Add(type, fallback = Find(type) ?? Make(type));

            return fallback;
        }
    }

    private object? Find(Type type) =>
        (serviceKey is not null && services is IKeyedServiceProvider keyed ? keyed.GetKeyedService(type, serviceKey) : null)
        ?? services.GetService(type);

    private object Make([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type)
    {
        if (type.IsAbstract)
            throw new InvalidOperationException($"'{TypeName.Of(type)}' is to be fallen back on, but it is abstract and not registered.");

        var fallback = new InnerActivator(type, TypeName.Of(type)).Create(services, serviceKey);
        if (fallback is IDisposable or IAsyncDisposable)
            services.GetRequiredService<InnerOwner>().Own(fallback);

        return fallback;
    }
}
