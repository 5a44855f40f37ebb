using Ambassador.Balancing;
using Ambassador.Clusters;
using Ambassador.Health;
using Ambassador.Pooling;
using Ambassador.Targets;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador;

/// <summary>
/// The targets of an interface, as <c>AddAmbassadorTargets</c> sets them up: where they are, and how to make the implementation that stands at each.
/// Not safe for concurrent use, as the service collection is not.
/// </summary>
/// <typeparam name="TTarget">The annotated interface.</typeparam>
public sealed class AmbassadorTargets<TTarget>
    where TTarget : class
{
    internal AmbassadorTargets()
    {
    }

    internal List<TargetEndpoint> Endpoints { get; } = [];

    internal Dictionary<string, object> Keys { get; } = [];

    internal List<Func<IServiceProvider, ITargetSource<TTarget>>> Sources { get; } = [];

    internal Func<IServiceProvider, TargetEndpoint, TargetInstance<TTarget>>? Maker { get; private set; }

    internal Func<TTarget, CancellationToken, ValueTask>? WarmUpStep { get; private set; }

    internal Func<IServiceProvider, IHealthProbe<TTarget>>? ProbeSource { get; private set; }

    internal Func<IServiceProvider, ILoadBalancer>? BalancerSource { get; private set; }

    internal Func<IServiceProvider, TargetEndpoint, IPooledTargetFactory<TTarget>>? PoolSource { get; private set; }

    /// <summary>Adds a target. Those that configuration names (<c>Ambassador:ICatalog:Targets</c>) take the place of all that code adds.</summary>
    /// <param name="address">See <see cref="TargetEndpoint.Address"/>.</param>
    /// <param name="zone">See <see cref="TargetEndpoint.Zone"/>.</param>
    /// <param name="weight">See <see cref="TargetEndpoint.Weight"/>.</param>
    /// <param name="priority">See <see cref="TargetEndpoint.Priority"/>.</param>
    /// <param name="labels">See <see cref="TargetEndpoint.Labels"/>.</param>
    /// <returns>The same.</returns>
    /// <exception cref="ArgumentException">A value is outside its range, or there is a target of that address.</exception>
    public AmbassadorTargets<TTarget> Add(
        string address, string? zone = null, double weight = 1, int priority = 0, IReadOnlyDictionary<string, string>? labels = null) =>
        Add(new TargetEndpoint(address) { Zone = zone, Weight = weight, Priority = priority, Labels = labels ?? new Dictionary<string, string>() });

    /// <summary>Adds a target.</summary>
    /// <inheritdoc cref="Add(string, string?, double, int, IReadOnlyDictionary{string, string}?)"/>
    /// <param name="endpoint">The target.</param>
    public AmbassadorTargets<TTarget> Add(TargetEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (Endpoints.Any(other => other.Address == endpoint.Address))
            throw new ArgumentException($"There is a target '{endpoint.Address}' of '{DependencyInjection.TypeName.Of(typeof(TTarget))}' already.", nameof(endpoint));

        Endpoints.Add(endpoint);
        return this;
    }

    /// <summary>Adds a target that is a keyed registration of the interface, which then gets no ambassador of its own. The container goes on owning it.</summary>
    /// <param name="serviceKey">Its key; what it is called is the address.</param>
    /// <param name="zone">See <see cref="TargetEndpoint.Zone"/>.</param>
    /// <param name="weight">See <see cref="TargetEndpoint.Weight"/>.</param>
    /// <param name="priority">See <see cref="TargetEndpoint.Priority"/>.</param>
    /// <param name="labels">See <see cref="TargetEndpoint.Labels"/>.</param>
    /// <returns>The same.</returns>
    /// <exception cref="ArgumentException">A value is outside its range, or there is a target of that name.</exception>
    public AmbassadorTargets<TTarget> AddKeyed(
        object serviceKey, string? zone = null, double weight = 1, int priority = 0, IReadOnlyDictionary<string, string>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(serviceKey);
        var address = serviceKey.ToString() ?? "";
        Add(address, zone, weight, priority, labels);
        Keys.Add(address, serviceKey);
        return this;
    }

    /// <summary>Adds whatever a source says, at present and later. Sources that are registered as <see cref="ITargetSource{TTarget}"/> are asked in any case.</summary>
    /// <param name="source">Makes or finds the source.</param>
    /// <returns>The same.</returns>
    public AmbassadorTargets<TTarget> From(Func<IServiceProvider, ITargetSource<TTarget>> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Sources.Add(source);
        return this;
    }

    /// <summary>How to make the implementation that stands at a target. It is disposed when the target has left and the last call on it has ended.</summary>
    /// <param name="create">Makes it. Must not block for long: others that join at the same moment wait for it.</param>
    /// <returns>The same.</returns>
    public AmbassadorTargets<TTarget> Create(Func<IServiceProvider, TargetEndpoint, TTarget> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Maker = (services, endpoint) =>
        {
            var instance = create(services, endpoint);
            return new(instance, instance);
        };
        return this;
    }

    /// <summary>
    /// How to make the implementation that stands at a target, over something that has to be disposed after it: a channel of gRPC, a connection.
    /// </summary>
    /// <typeparam name="TConnection">What it works over.</typeparam>
    /// <param name="connect">Makes that, for one target.</param>
    /// <param name="create">Makes the implementation.</param>
    /// <returns>The same.</returns>
    public AmbassadorTargets<TTarget> Create<TConnection>(Func<IServiceProvider, TargetEndpoint, TConnection> connect, Func<TConnection, TTarget> create)
        where TConnection : class
    {
        ArgumentNullException.ThrowIfNull(connect);
        ArgumentNullException.ThrowIfNull(create);
        Maker = (services, endpoint) =>
        {
            var connection = connect(services, endpoint);
            var instance = create(connection);
            return new(instance, instance, connection);
        };
        return this;
    }

    /// <summary>
    /// How to make the implementation that stands at a target over HTTP. Each has an <see cref="HttpClient"/> of its own, whose base address is the target's and which has no
    /// timeout but the ambassador's. All share the handlers of the named client <c>Ambassador:</c> and the interface's full name, whose connections
    /// live for two minutes at most, so that changes of DNS are seen.
    /// </summary>
    /// <param name="create">Makes the implementation.</param>
    /// <returns>The same.</returns>
    public AmbassadorTargets<TTarget> CreateHttp(Func<HttpClient, TTarget> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return Create(static (services, endpoint) => DependencyInjection.HttpTargets.CreateClient<TTarget>(services, endpoint), create);
    }

    /// <summary>What makes a target ready before it gets its first call; one that fails at it is logged and gets calls all the same.</summary>
    /// <param name="warmUp">Is cancelled after ten seconds.</param>
    /// <returns>The same.</returns>
    public AmbassadorTargets<TTarget> WarmUp(Func<TTarget, CancellationToken, ValueTask> warmUp)
    {
        ArgumentNullException.ThrowIfNull(warmUp);
        WarmUpStep = warmUp;
        return this;
    }

    /// <summary>What checks targets from time to time, where <see cref="HealthCheckAttribute"/> or its settings say so.</summary>
    /// <param name="probe">Makes or finds it.</param>
    /// <returns>The same.</returns>
    public AmbassadorTargets<TTarget> Probe(Func<IServiceProvider, IHealthProbe<TTarget>> probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        ProbeSource = probe;
        return this;
    }

    /// <summary>What makes the instances at a target that serve one call at a time, where <see cref="PoolAttribute"/> or its settings say so.</summary>
    /// <param name="factory">Makes or finds what makes them.</param>
    /// <returns>The same.</returns>
    public AmbassadorTargets<TTarget> Pool(Func<IServiceProvider, TargetEndpoint, IPooledTargetFactory<TTarget>> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        PoolSource = factory;
        return this;
    }

    /// <summary>A way to choose of one's own, in place of <see cref="BalanceAttribute.Algorithm"/>.</summary>
    /// <param name="balancer">Makes or finds it.</param>
    /// <returns>The same.</returns>
    public AmbassadorTargets<TTarget> Balance(Func<IServiceProvider, ILoadBalancer> balancer)
    {
        ArgumentNullException.ThrowIfNull(balancer);
        BalancerSource = balancer;
        return this;
    }
}
