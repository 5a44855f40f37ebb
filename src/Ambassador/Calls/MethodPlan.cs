using Ambassador.Caching;
using Ambassador.CircuitBreaking;
using Ambassador.Retry;
using Ambassador.Telemetry;

namespace Ambassador.Calls;

/// <summary>
/// What a call of one method goes by: the policy in force, and the state that it acts on. Immutable: other settings make another
/// plan around the same state, and a call under way ends by the plan it began with.
/// </summary>
internal sealed class MethodPlan
{
    private readonly Circuit? _circuit;
    private readonly bool _hasStagesBefore;

    public MethodPlan(CallEnvironment environment, MethodTelemetry telemetry, MethodHooks hooks, Policy policy, RetryBudget budget)
        : this(environment, telemetry, hooks, policy, budget, new CacheSet(), circuit: null)
    {
    }

    private MethodPlan(
        CallEnvironment environment,
        MethodTelemetry telemetry,
        MethodHooks hooks,
        Policy policy,
        RetryBudget budget,
        CacheSet caches,
        Circuit? circuit)
    {
        Environment = environment;
        Telemetry = telemetry;
        Hooks = hooks;
        Policy = policy;
        Budget = policy.RetryBudget > 0 ? budget : null;
        Caches = caches;
        if (circuit is null && policy.Breaks)
        {
            circuit = new Circuit(policy, environment.Clock, telemetry);
            CircuitStates.Follow(telemetry);
        }

        _circuit = circuit;
        Circuit = policy.Breaks ? circuit : null;
        IsTransparent = !policy.Resilient;
        JudgesResults = hooks.GetType() != typeof(MethodHooks) && (policy.Breaks || policy.Failures.MayRetry);
        _hasStagesBefore = policy.Caches || policy.TimesOut || JudgesResults;
    }

    public CallEnvironment Environment { get; }

    public MethodTelemetry Telemetry { get; }

    public MethodHooks Hooks { get; }

    public Policy Policy { get; }

    /// <summary>The budget of the interface's retries, where they are limited.</summary>
    public RetryBudget? Budget { get; }

    public CacheSet Caches { get; }

    /// <summary>The circuit, if the policy has one; being switched off for a while does not lose its state.</summary>
    public Circuit? Circuit { get; }

    /// <summary>Whether there is nothing to do about a call but to make it.</summary>
    public bool IsTransparent { get; }

    /// <summary>Whether a result may be a failure.</summary>
    public bool JudgesResults { get; }

    /// <summary>Whether a first attempt can be made with nothing before it: nothing is kept, timed or judged, and the circuit, if any, is closed.</summary>
    public bool IsSimple => !_hasStagesBefore && Circuit is null or { IsClosed: true };

    /// <summary>Whether a result is a success, which alone is worth keeping.</summary>
    public bool IsWorthKeeping<TResult>(TResult result) => !JudgesResults || Hooks is not MethodHooks<TResult> hooks || !hooks.Rejects(result);

    /// <summary>The plan by another policy. The state goes over to it.</summary>
    public MethodPlan With(Policy policy, RetryBudget budget)
    {
        _circuit?.Apply(policy);
        Caches.Resize(policy.CacheMaxEntries);
        return new(Environment, Telemetry, Hooks, policy, budget, Caches, _circuit);
    }
}
