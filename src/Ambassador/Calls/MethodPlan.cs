using Ambassador.Caching;
using Ambassador.CircuitBreaking;
using Ambassador.Telemetry;

namespace Ambassador.Calls;

/// <summary>
/// What a call of one method goes by: the policy in force, and the state that it acts on. Immutable: other settings make another
/// plan around the same state, and a call under way ends by the plan it began with.
/// </summary>
internal sealed class MethodPlan
{
    private readonly MethodCircuits _circuits;
    private readonly bool _hasStagesBefore;

    public MethodPlan(CallEnvironment environment, MethodTelemetry telemetry, MethodCircuits circuits, Policy policy)
        : this(environment, telemetry, policy, new CacheSet(), circuits)
    {
    }

    private MethodPlan(CallEnvironment environment, MethodTelemetry telemetry, Policy policy, CacheSet caches, MethodCircuits circuits)
    {
        Environment = environment;
        Telemetry = telemetry;
        Policy = policy;
        Caches = caches;
        _circuits = circuits;
        Circuit = circuits.Apply(policy);
        IsTransparent = !policy.Resilient;
        _hasStagesBefore = policy.Caches || policy.TimesOut || policy.SlowCall > 0;
    }

    public CallEnvironment Environment { get; }

    public MethodTelemetry Telemetry { get; }

    public Policy Policy { get; }

    public CacheSet Caches { get; }

    /// <summary>The circuit, if the policy has one; being switched off for a while does not lose its state.</summary>
    public Circuit? Circuit { get; }

    /// <summary>Whether there is nothing to do about a call but to make it.</summary>
    public bool IsTransparent { get; }

    /// <summary>Whether a first attempt can be made with nothing before it: nothing is kept or timed, and the circuit, if any, is closed.</summary>
    public bool IsSimple => !_hasStagesBefore && Circuit is null or { IsClosed: true };

    /// <summary>The plan by another policy. The state goes over to it.</summary>
    public MethodPlan With(Policy policy)
    {
        Caches.Resize(policy.CacheMaxEntries);
        return new(Environment, Telemetry, policy, Caches, _circuits);
    }
}
