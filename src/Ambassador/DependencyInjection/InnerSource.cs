using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.DependencyInjection;

/// <summary>Where the service behind an ambassador comes from: what a registration said before it was replaced.</summary>
/// <param name="Create">Makes the service, from the scope and the service key that it is asked for with.</param>
/// <param name="NeedsOwner">Whether somebody has to dispose what was made; otherwise the container does, or nobody may.</param>
internal sealed record InnerSource(Func<IServiceProvider, object?, object?> Create, bool NeedsOwner)
{
    /// <summary>Takes over what a registration says. May add a registration that stands behind the ambassador.</summary>
    public static InnerSource For(ServiceDescriptor descriptor, IServiceCollection services)
    {
        if (descriptor.IsKeyedService)
        {
            if (descriptor.KeyedImplementationInstance is { } keyedInstance)
                return new((_, _) => keyedInstance, NeedsOwner: false);

            return descriptor.KeyedImplementationFactory is { } keyedFactory
                ? new(keyedFactory, NeedsOwner: true)
                : ForType(descriptor, descriptor.KeyedImplementationType!, services);
        }

        if (descriptor.ImplementationInstance is { } instance)
            return new((_, _) => instance, NeedsOwner: false);

        return descriptor.ImplementationFactory is { } factory
            ? new((provider, _) => factory(provider), NeedsOwner: true)
            : ForType(descriptor, descriptor.ImplementationType!, services);
    }

    private static InnerSource ForType(
        ServiceDescriptor descriptor,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type implementationType,
        IServiceCollection services)
    {
        var activator = new InnerActivator(implementationType, TypeName.Of(descriptor.ServiceType));

        // A service made with its key, or made once for each key, is beyond a registration under another key.
        if (activator.DependsOnServiceKey || descriptor.ServiceKey == KeyedService.AnyKey)
            return new(activator.Create, NeedsOwner: true);

        // The service itself is registered too, under a key that only the ambassador knows. So the container goes on choosing its constructor,
        // checking its dependencies and their lifetimes when it is built (ValidateOnBuild), and disposing it.
        var innerKey = new InnerKey(TypeName.Of(descriptor.ServiceType));
        services.Add(ServiceDescriptor.DescribeKeyed(implementationType, innerKey, implementationType, descriptor.Lifetime));

        // A disposable ambassador disposes the service as soon as it is itself disposed, by whomever. What the container makes
        // the container would dispose once more, so the registration then only serves the checks.
        return IsDisposable(descriptor.ServiceType)
            ? new(activator.Create, NeedsOwner: true)
            : new((provider, _) => provider.GetRequiredKeyedService(implementationType, innerKey), NeedsOwner: false);
    }

    /// <summary>Whether the ambassadors of a service type are disposable: they are what their interface is.</summary>
    public static bool IsDisposable(Type serviceType) =>
        typeof(IDisposable).IsAssignableFrom(serviceType) || typeof(IAsyncDisposable).IsAssignableFrom(serviceType);

    /// <summary>Equal only to itself, so that each ambassador finds its own service.</summary>
    private sealed class InnerKey(string service)
    {
        public override string ToString() => $"behind the ambassador of {service}";
    }
}
