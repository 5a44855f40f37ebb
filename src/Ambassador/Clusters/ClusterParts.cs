using Ambassador.Balancing;
using Ambassador.Health;
using Ambassador.Pooling;
using Ambassador.Targets;
using Ambassador.Time;
using Microsoft.Extensions.Logging;

namespace Ambassador.Clusters;

/// <summary>What a cluster is made of.</summary>
/// <param name="Name">The interface, as logs and messages name it.</param>
/// <param name="Sources">Who says which targets there are.</param>
/// <param name="Create">Makes the implementation that stands at a target.</param>
/// <param name="Clock">Time, for everything.</param>
/// <param name="Randomizer">Numbers from [0, 1).</param>
/// <param name="Logger">Where to log to.</param>
internal sealed record ClusterParts<TTarget>(
    string Name,
    IReadOnlyList<ITargetSource<TTarget>> Sources,
    Func<TargetEndpoint, TargetInstance<TTarget>> Create,
    Clock Clock,
    Func<double> Randomizer,
    ILogger Logger)
    where TTarget : class
{
    /// <summary>The key of the registration, or null.</summary>
    public object? ServiceKey { get; init; }

    /// <summary>Makes a target ready before it gets calls; null where there is nothing to do.</summary>
    public Func<TTarget, CancellationToken, ValueTask>? WarmUp { get; init; }

    /// <summary>Checks targets; null where nobody does.</summary>
    public IHealthProbe<TTarget>? Probe { get; init; }

    /// <summary>Makes the instances of a target's pool; null where the implementation itself is no pool's.</summary>
    public Func<TargetEndpoint, IPooledTargetFactory<TTarget>>? Pool { get; init; }

    /// <summary>The user's own way to choose; null for that of the settings.</summary>
    public ILoadBalancer? Balancer { get; init; }
}
