using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.DependencyInjection;

/// <summary>What the generated <c>AddGeneratedAmbassadors</c> calls.</summary>
public static class AmbassadorServices
{
    /// <summary>
    /// Replaces every registration of an annotated interface by one that wraps what it made in the interface's ambassador. Each keeps its
    /// place, lifetime and service key. May be called again: what is decorated stays as it is, what was added since is decorated.
    /// </summary>
    /// <param name="services">The registrations.</param>
    /// <param name="configure">Sets options, on top of what earlier calls have set.</param>
    /// <param name="register">Lists the annotated interfaces.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="register"/> is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// <see cref="AmbassadorOptions.RequireAll"/> is set and an annotated interface has no registration, or one that cannot be decorated;
    /// or settings are given for what is no annotated interface, or no method of one.
    /// </exception>
    public static IServiceCollection Decorate(
        IServiceCollection services, Action<AmbassadorOptions>? configure, Action<AmbassadorRegistry> register)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(register);

        var registry = AmbassadorRegistry.Find(services);
        if (registry is null)
        {
            registry = AmbassadorRegistry.AddTo(services);
            RuntimeServices.AddTo(services, registry);
        }

        register(registry);
        configure?.Invoke(registry.Options);

        // For its errors: they belong to this call, not to the first use of an ambassador.
        _ = registry.CodeOverrides();

        Decoration.Apply(services, registry);
        if (registry.Options.RequireAll)
            ThrowIfIncomplete(services, registry);

        return services;
    }

    private static void ThrowIfIncomplete(IServiceCollection services, AmbassadorRegistry registry)
    {
        var registered = new HashSet<AnnotatedInterface>();
        foreach (var descriptor in services)
        {
            if (registry.Find(descriptor.ServiceType) is { } annotated)
                registered.Add(annotated);
        }

        var missing = registry.Interfaces.Except(registered).Select(annotated => TypeName.Of(annotated.Type)).ToArray();
        if (missing.Length > 0)
        {
            throw new InvalidOperationException(
                $"RequireAll is set, but no implementation is registered for: {string.Join(", ", missing)}. "
                + "Register them before AddGeneratedAmbassadors is called.");
        }

        if (registry.LeftAlone.Count > 0)
        {
            throw new InvalidOperationException(
                $"RequireAll is set, but these registrations cannot be decorated: {string.Join("; ", registry.LeftAlone)}.");
        }
    }
}
