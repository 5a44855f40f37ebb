using Ambassador.Pooling;
using Ambassador.Time;

namespace Ambassador.Targets;

/// <summary>A target with the implementation that calls on it go to.</summary>
/// <param name="endpoint">Where it is.</param>
/// <param name="instance">The implementation that serves all calls at once; null where a pool's serve them.</param>
/// <param name="clock">Measures how long attempts take.</param>
internal sealed class Target<TTarget>(TargetEndpoint endpoint, TTarget? instance, Clock clock) : Target(endpoint, clock)
    where TTarget : class
{
    /// <summary>The implementation that serves all calls at once; null where there is a pool instead.</summary>
    public TTarget Instance => instance!;

    /// <summary>Those that serve one call each; null where one serves all.</summary>
    public TargetPool<TTarget>? Pool { get; init; }
}
