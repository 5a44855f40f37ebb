using Ambassador.Telemetry;

namespace Ambassador.Calls;

/// <summary>
/// Carries the calls of one method of one interface through their policies. Used by generated code; safe for concurrent use.
/// </summary>
/// <remarks>
/// <para>The stages, outermost first, each in a room of its own that knows nothing of its neighbours:</para>
/// <code>
/// telemetry → fallback → cache → total timeout → retry → hedge → circuit breaker → target → attempt timeout → the call
/// </code>
/// <para>
/// The order is written down once for each kind of call, in the file named after it, and reads from top to bottom:
/// MethodPipeline.ValueTask.cs, MethodPipeline.Task.cs and MethodPipeline.Sync.cs. They differ in how they wait and in nothing else;
/// what happens between two waits is <see cref="CallProgress"/>. Calls of a kind of their own, instead of one kind
/// that the others are converted to, are what keeps a call free of allocations.
/// </para>
/// </remarks>
public sealed partial class MethodPipeline
{
    private volatile MethodPlan _plan;

    internal MethodPipeline(CallEnvironment environment, MethodTelemetry telemetry, Policy policy, bool hasFallback)
        => _plan = new MethodPlan(environment, telemetry, policy, hasFallback);

    /// <summary>Puts another policy in force, for every call that begins from now on. No state is lost. Not to be called concurrently.</summary>
    internal void Apply(Policy policy) => _plan = _plan.With(policy);
}
