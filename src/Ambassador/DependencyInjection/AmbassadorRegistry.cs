using System.Diagnostics.CodeAnalysis;
using Ambassador.Configuration;
using Ambassador.Targets;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.DependencyInjection;

/// <summary>
/// The annotated interfaces of a service collection and how to make their ambassadors. Generated code fills it; it stays in the service
/// collection, so that a second call knows what the first has done. Not safe for concurrent use, as the service collection is not.
/// </summary>
public sealed class AmbassadorRegistry
{
    private readonly Dictionary<Type, AnnotatedInterface> _interfaces = [];
    private readonly HashSet<ServiceDescriptor> _decorated = [];
    private readonly Dictionary<(Type Service, object? Key), int> _places = [];

    private AmbassadorRegistry()
    {
    }

    /// <summary>What all calls have configured.</summary>
    internal AmbassadorOptions Options { get; } = new();

    /// <summary>The registrations of open generics that could not be decorated, in words.</summary>
    internal List<string> LeftAlone { get; } = [];

    /// <summary>Every annotated interface so far.</summary>
    internal IReadOnlyCollection<AnnotatedInterface> Interfaces => _interfaces.Values;

    /// <summary>Adds an interface. Adding it again, as two projects that reference a third do, changes nothing.</summary>
    /// <typeparam name="TInterface">The annotated interface.</typeparam>
    /// <param name="interfaceName">Its full name, as configuration knows it.</param>
    /// <param name="methods">The names of its methods that have policies.</param>
    /// <param name="factory">Makes the ambassador.</param>
    /// <param name="fallsBack">Whether its ambassadors fall back on other implementations.</param>
    /// <param name="probe">Checks a target, if the interface has a method for it.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public void Add<TInterface>(
        string interfaceName,
        string[] methods,
        AmbassadorFactory<TInterface> factory,
        bool fallsBack = false,
        Func<TInterface, CancellationToken, ValueTask<TargetHealth>>? probe = null)
        where TInterface : class
    {
        ArgumentNullException.ThrowIfNull(interfaceName);
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentNullException.ThrowIfNull(factory);
        _interfaces.TryAdd(typeof(TInterface), new ClosedInterface<TInterface>(interfaceName, methods, factory, fallsBack, probe));
    }

    /// <summary>Adds a generic interface. Adding it again changes nothing.</summary>
    /// <param name="interfaceType">The annotated interface's definition, as in <c>typeof(IRepository&lt;&gt;)</c>.</param>
    /// <param name="interfaceName">Its full name without type parameters, as configuration knows it.</param>
    /// <param name="methods">The names of its methods that have policies.</param>
    /// <param name="ambassadorType">The ambassador's definition, as in <c>typeof(RepositoryAmbassador&lt;&gt;)</c>.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public void AddOpen(
        Type interfaceType,
        string interfaceName,
        string[] methods,
        [DynamicallyAccessedMembers(OpenInterface.AccessedMembers)] Type ambassadorType)
    {
        ArgumentNullException.ThrowIfNull(interfaceType);
        ArgumentNullException.ThrowIfNull(interfaceName);
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentNullException.ThrowIfNull(ambassadorType);
        _interfaces.TryAdd(interfaceType, new OpenInterface(interfaceType, interfaceName, methods, ambassadorType));
    }

    /// <summary>The registry of a service collection, or nothing where there is none yet.</summary>
    internal static AmbassadorRegistry? Find(IServiceCollection services)
    {
        foreach (var descriptor in services)
        {
            if (!descriptor.IsKeyedService && descriptor.ImplementationInstance is AmbassadorRegistry registry)
                return registry;
        }

        return null;
    }

    /// <summary>Puts a registry into a service collection.</summary>
    internal static AmbassadorRegistry AddTo(IServiceCollection services)
    {
        var registry = new AmbassadorRegistry();
        services.AddSingleton(registry);
        return registry;
    }

    /// <summary>The annotated interface that a registration is of, if any; a construction's is that of its definition.</summary>
    internal AnnotatedInterface? Find(Type serviceType) =>
        _interfaces.GetValueOrDefault(serviceType.IsConstructedGenericType ? serviceType.GetGenericTypeDefinition() : serviceType);

    /// <summary>Whether a registration needs nothing more done to it.</summary>
    internal bool IsDone(ServiceDescriptor descriptor) => _decorated.Contains(descriptor);

    /// <summary>Remembers a registration as decorated, or as one that stands behind an ambassador.</summary>
    internal void Done(ServiceDescriptor descriptor) => _decorated.Add(descriptor);

    /// <summary>
    /// Counts the registrations of a service with one key: 0 for the first, 1 for the next. An open registration counts for its
    /// constructions too.
    /// </summary>
    internal int NextPlace(ServiceDescriptor descriptor)
    {
        var place = Place(descriptor.ServiceType);
        _places[(descriptor.ServiceType, descriptor.ServiceKey)] = place + 1;
        return descriptor.ServiceType.IsConstructedGenericType ? place + Place(descriptor.ServiceType.GetGenericTypeDefinition()) : place;

        int Place(Type service) => _places.GetValueOrDefault((service, descriptor.ServiceKey));
    }

    /// <summary>The interfaces as configuration sees them. Definitions that differ only in arity share a name, and so their settings.</summary>
    internal KnownInterface[] KnownInterfaces() =>
    [
        .. _interfaces.Values
            .GroupBy(annotated => annotated.Name)
            .Select(named => new KnownInterface(named.Key, [.. named.SelectMany(annotated => annotated.Methods).Distinct()])),
    ];

    /// <summary>What code has set over the attributes.</summary>
    /// <exception cref="InvalidOperationException">Something is set for what is no annotated interface or no method of it.</exception>
    internal PolicyOverrides CodeOverrides() =>
        Options.ToOverrides(type => _interfaces.TryGetValue(type, out var annotated) ? new KnownInterface(annotated.Name, annotated.Methods) : null);
}
