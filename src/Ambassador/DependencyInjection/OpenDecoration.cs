using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.DependencyInjection;

/// <summary>
/// Decorates registrations of open generics. Containers make those from an implementation type only, so the ambassador becomes that type,
/// and the service behind it a registration with a key that the ambassador's constructor asks for.
/// </summary>
internal static class OpenDecoration
{
    // Such a registration answers even for the key by which BehindAmbassadorAttribute hides constructors from the container.
    private const string AnyKey = "the interface is registered for any key";

    /// <summary>The ambassador's registration, or nothing where there can be none; the registry then knows why.</summary>
    public static ServiceDescriptor? TryDecorate(
        ServiceDescriptor descriptor, OpenInterface annotated, IServiceCollection services, AmbassadorRegistry registry)
    {
        var implementationType = descriptor.IsKeyedService ? descriptor.KeyedImplementationType! : descriptor.ImplementationType!;
        var registration = $"{TypeName.Of(descriptor.ServiceType)} -> {TypeName.Of(implementationType)}";
        var reason =
            !annotated.CanBeMadeByContainer ? "its ambassador has no constructor for it"
            : services.Any(other => other.ServiceKey == KeyedService.AnyKey && registry.Find(other.ServiceType) == annotated) ? AnyKey
            : new InnerActivator(implementationType, registration).DependsOnServiceKey ? "its constructor asks for its service key"
            : registry.NextPlace(descriptor) > 0 ? "another open registration with the same key has an ambassador"
            : null;
        if (reason is not null)
        {
            registry.Done(descriptor);
            registry.LeftAlone.Add($"{registration} ({reason})");
            return null;
        }

        var behind = ServiceDescriptor.DescribeKeyed(
            descriptor.ServiceType, new OpenInnerKey(descriptor.ServiceKey), implementationType, descriptor.Lifetime);
        services.Add(behind);
        registry.Done(behind);
        return descriptor.IsKeyedService
            ? ServiceDescriptor.DescribeKeyed(descriptor.ServiceType, descriptor.ServiceKey, annotated.AmbassadorType, descriptor.Lifetime)
            : ServiceDescriptor.Describe(descriptor.ServiceType, annotated.AmbassadorType, descriptor.Lifetime);
    }
}
