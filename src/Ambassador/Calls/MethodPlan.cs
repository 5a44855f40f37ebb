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
    private readonly Circuit? _circuit;

    public MethodPlan(CallEnvironment environment, MethodTelemetry telemetry, Policy policy)
        : this(environment, telemetry, policy, new CacheSet(), circuit: null)
    {
    }

    private MethodPlan(CallEnvironment environment, MethodTelemetry telemetry, Policy policy, CacheSet caches, Circuit? circuit)
    {
        Environment = environment;
        Telemetry = telemetry;
        Policy = policy;
        Caches = caches;
        if (circuit is null && policy.Breaks)
        {
            circuit = new Circuit(policy, environment.Clock, telemetry);
            CircuitStates.Follow(telemetry);
        }

        _circuit = circuit;
        Circuit = policy.Breaks ? circuit : null;
    }

    public CallEnvironment Environment { get; }

    public MethodTelemetry Telemetry { get; }

    public Policy Policy { get; }

    public CacheSet Caches { get; }

    /// <summary>The circuit, if the policy has one; being switched off for a while does not lose its state.</summary>
    public Circuit? Circuit { get; }

    /// <summary>Whether a call is passed on as it is: there is nothing to do about it and nobody follows it.</summary>
    public bool IsTransparent => !Policy.Resilient && !MethodTelemetry.IsObserved && !MethodTelemetry.CountsAttempts;

    /// <summary>Whether an attempt can be made with nothing before it: it is not timed, nobody counts it, and the circuit, if any, is closed.</summary>
    public bool BeginsFreely => !Policy.TimesOut && Circuit is null or { IsClosed: true } && !MethodTelemetry.CountsAttempts;

    /// <summary>The plan by another policy. The state goes over to it.</summary>
    public MethodPlan With(Policy policy)
    {
        _circuit?.Apply(policy);
        Caches.Resize(policy.CacheMaxEntries);
        return new(Environment, Telemetry, policy, Caches, _circuit);
    }
}
