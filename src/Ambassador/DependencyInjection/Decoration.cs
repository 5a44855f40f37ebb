using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.DependencyInjection;

/// <summary>Replaces the registrations of annotated interfaces by registrations of their ambassadors: same place, same lifetime, same key.</summary>
internal static class Decoration
{
    /// <summary>Decorates what is not yet decorated.</summary>
    public static void Apply(IServiceCollection services, AmbassadorRegistry registry)
    {
        // Decorating may add registrations that stand behind the ambassadors; they come after these. Open registrations go first,
        // because their constructions count them.
        var count = services.Count;
        foreach (var target in services.Where(descriptor => IsTarget(descriptor, services)))
            registry.Done(target);

        Apply(services, registry, count, open: true);
        Apply(services, registry, count, open: false);
    }

    // What an ambassador chooses among has no ambassador itself.
    private static bool IsTarget(ServiceDescriptor descriptor, IServiceCollection services) => descriptor.IsKeyedService && services.Any(other =>
        other.ServiceType == descriptor.ServiceType && TargetsRegistration.Of(other)?.Keys.Contains(descriptor.ServiceKey) == true);

    private static void Apply(IServiceCollection services, AmbassadorRegistry registry, int count, bool open)
    {
        for (var index = 0; index < count; index++)
        {
            var descriptor = services[index];
            if (descriptor.ServiceType.IsGenericTypeDefinition != open
                || registry.IsDone(descriptor)
                || registry.Find(descriptor.ServiceType) is not { } annotated)
                continue;

            var ambassador = open
                ? OpenDecoration.TryDecorate(descriptor, (OpenInterface)annotated, services, registry)
                : Decorate(descriptor, annotated, services, registry.NextPlace(descriptor));
            if (ambassador is null)
                continue;

            services[index] = ambassador;
            registry.Done(ambassador);
        }
    }

    private static ServiceDescriptor Decorate(ServiceDescriptor descriptor, AnnotatedInterface annotated, IServiceCollection services, int place)
    {
        if (TargetsRegistration.Of(descriptor) is { } targets)
            return Describe(descriptor, targets.MakerFor(annotated, place));

        var factory = annotated.FactoryFor(descriptor.ServiceType);
        var maker = new AmbassadorMaker(descriptor.ServiceType, factory, annotated.FallsBack, InnerSource.For(descriptor, services), place);
        return Describe(descriptor, maker.Make);
    }

    private static ServiceDescriptor Describe(ServiceDescriptor descriptor, Func<IServiceProvider, object?, object> make) => descriptor.IsKeyedService
        ? ServiceDescriptor.DescribeKeyed(descriptor.ServiceType, descriptor.ServiceKey, make, descriptor.Lifetime)
        : ServiceDescriptor.Describe(descriptor.ServiceType, provider => make(provider, null), descriptor.Lifetime);
}
