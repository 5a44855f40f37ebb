using System.Diagnostics.CodeAnalysis;
using Ambassador.Clusters;
using Ambassador.Configuration;
using Ambassador.Health;
using Ambassador.Targets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.DependencyInjection;

/// <summary>A registration of an interface that has targets, before it is replaced by that of its ambassador.</summary>
internal abstract class TargetsRegistration
{
    /// <summary>The keys of registrations that are targets.</summary>
    public abstract IEnumerable<object> Keys { get; }

    /// <summary>The registration that a descriptor stands for, if it is of targets.</summary>
    public static TargetsRegistration? Of(ServiceDescriptor descriptor) =>
        (descriptor.IsKeyedService ? descriptor.KeyedImplementationFactory?.Target : descriptor.ImplementationFactory?.Target) as TargetsRegistration;

    /// <summary>What the container calls in its place.</summary>
    /// <param name="annotated">The interface.</param>
    /// <param name="place">How many registrations of the interface with the same service key come before.</param>
    public abstract Func<IServiceProvider, object?, object> MakerFor(AnnotatedInterface annotated, int place);
}

/// <summary>A registration of targets.</summary>
/// <param name="targets">What was said of them.</param>
/// <param name="serviceKey">Its key, or null.</param>
internal sealed class TargetsRegistration<TTarget>(AmbassadorTargets<TTarget> targets, object? serviceKey) : TargetsRegistration
    where TTarget : class
{
    public override IEnumerable<object> Keys => targets.Keys.Values;

    [SuppressMessage("Performance", "CA1822", Justification = "The delegate's target tells the registration.")]
    public object Refuse(IServiceProvider services) => throw new InvalidOperationException(
        $"'{TypeName.Of(typeof(TTarget))}' has targets, but no ambassador that would choose among them. "
        + "Annotate it with [Ambassador], and call AddGeneratedAmbassadors() after AddAmbassadorTargets().");

    public object RefuseKeyed(IServiceProvider services, object? key) => Refuse(services);

    public override Func<IServiceProvider, object?, object> MakerFor(AnnotatedInterface annotated, int place)
    {
        var factory = annotated.TargetsFactoryFor(typeof(TTarget));
        return (services, key) =>
        {
            var runtime = services.GetAmbassadorRuntime();
            var cluster = services.GetRequiredKeyedService<Cluster<TTarget>>(serviceKey);
            var fallbacks = annotated.FallsBack ? new ContainerFallbacks(services, key) : null;
            var stateKey = RegistrationKey.Of(key, place);
            var ambassador = factory(new TargetSet<TTarget>(cluster, fallbacks), runtime, stateKey);
            runtime.Follow(typeof(TTarget), stateKey, cluster.Apply);
            return ambassador;
        };
    }

    /// <summary>Makes what chooses among the targets; the container disposes it.</summary>
    public Cluster<TTarget> CreateCluster(IServiceProvider services)
    {
        var environment = services.GetAmbassadorRuntime().Environment;
        var registry = services.GetRequiredService<AmbassadorRegistry>();
        var annotated = registry.Find(typeof(TTarget))!;
        var known = new KnownInterface(annotated.Name, annotated.Methods);

        // What configuration names cannot be the targets of several keys.
        var section = serviceKey is null ? services.GetService<IConfiguration>()?.GetSection(registry.Options.ConfigurationSection) : null;
        return new(new(
            annotated.Name,
            [
                new FixedTargets<TTarget>(known, targets.Endpoints, section, environment.Logger),
                .. targets.Sources.Select(source => source(services)),
                .. services.GetServices<ITargetSource<TTarget>>(),
            ],
            endpoint => Create(services, endpoint),
            environment.Clock,
            environment.Randomizer,
            environment.Logger)
        {
            ServiceKey = serviceKey,
            WarmUp = targets.WarmUpStep,
            Probe = targets.ProbeSource?.Invoke(services)
                ?? (annotated.Probe is Func<TTarget, CancellationToken, ValueTask<TargetHealth>> ask ? MarkedProbe.Of(ask) : null),
            Pool = targets.PoolSource is { } pool ? endpoint => pool(services, endpoint) : null,
            Balancer = targets.BalancerSource?.Invoke(services),
        });
    }

    private TargetInstance<TTarget> Create(IServiceProvider services, TargetEndpoint endpoint)
    {
        if (targets.Keys.TryGetValue(endpoint.Address, out var key))
            return new(services.GetRequiredKeyedService<TTarget>(key));

        var made = targets.Maker?.Invoke(services, endpoint) ?? throw new InvalidOperationException(
            $"Nobody has said how to make the '{TypeName.Of(typeof(TTarget))}' at '{endpoint.Address}'. AddAmbassadorTargets takes that: targets.Create(…).");
        return made.Instance is null
            ? throw new InvalidOperationException($"The '{TypeName.Of(typeof(TTarget))}' made for '{endpoint.Address}' is null.")
            : made;
    }
}
