using System.Runtime.CompilerServices;
using Ambassador.CircuitBreaking;
using Ambassador.Retry;

namespace Ambassador.Calls;

/// <summary>
/// Carries the calls of one method of one interface through their policies. Used by generated code; safe for concurrent use.
/// </summary>
/// <remarks>
/// <para>The stages, outermost first, each in a room of its own that knows nothing of its neighbours:</para>
/// <code>
/// telemetry → fallback → inherited deadline → cache → rate limit → bulkhead → adaptive concurrency → user's pipeline → total timeout → retry → hedge → circuit breaker → target → attempt timeout → injected fault → the call
/// </code>
/// <para>
/// The order is written down once for each kind of call, in the file named after it, and reads from top to bottom:
/// MethodPipeline.ValueTask.cs, MethodPipeline.Task.cs and MethodPipeline.Sync.cs; limits and the user's pipeline, which few methods have, are
/// in MethodPipeline.Limits.cs, and what comes from and goes to other calls is in MethodPipeline.Deadlines.cs. They differ in how they wait and in nothing else;
/// what happens between two waits is <see cref="CallProgress"/>. Calls of a kind of their own, instead of one kind
/// that the others are converted to, are what keeps a call free of allocations. The opening of a stream is a call of the first kind
/// (MethodPipeline.Stream.cs).
/// </para>
/// </remarks>
public sealed partial class MethodPipeline
{
    private static readonly ConditionalWeakTable<MethodPlan, MethodPipeline> s_overridden = [];

    private volatile MethodPlan _plan;

    internal MethodPipeline(MethodPlan plan) => _plan = plan;

    /// <summary>The circuit that attempts go through by the policy in force, if any.</summary>
    internal Circuit? Circuit => _plan.Circuit;

    /// <summary>
    /// The pipeline of a call that has an argument of type <see cref="PolicySettings"/>: state is the same, and what the argument sets holds for this call.
    /// Allocates nothing once the same settings have been seen.
    /// </summary>
    /// <param name="settings">The argument; null sets nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <exception cref="ArgumentException">A setting is not for one call to decide.</exception>
    public MethodPipeline With(PolicySettings? settings) => settings is null
        ? this
        : s_overridden.GetValue(_plan.For(settings, isArgument: true), static plan => new(plan));

    /// <summary>Puts another policy in force, for every call that begins from now on. No state is lost. Not to be called concurrently.</summary>
    internal void Apply(Policy policy, RetryBudget budget) => _plan = _plan.With(policy, budget);
}
