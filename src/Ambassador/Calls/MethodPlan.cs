using Ambassador.Caching;
using Ambassador.CircuitBreaking;
using Ambassador.Limiting;
using Ambassador.Pipelines;
using Ambassador.Retry;
using Ambassador.Telemetry;

namespace Ambassador.Calls;

/// <summary>
/// What a call of one method goes by: the policy in force, and the state that it acts on. Immutable: other settings make another
/// plan around the same state, and a call under way ends by the plan it began with.
/// </summary>
internal sealed class MethodPlan
{
    private readonly MethodState _state;
    private readonly bool _hasStagesBefore;

    public MethodPlan(MethodState state, Policy policy, RetryBudget budget)
    {
        _state = state;
        Environment = state.Environment;
        Telemetry = state.Telemetry;
        Hooks = state.Hooks;
        Caches = state.Caches;
        Policy = policy;
        Budget = policy.RetryBudget > 0 ? budget : null;
        Circuit = state.Circuits.Apply(policy);
        IsTransparent = !policy.Resilient;
        JudgesResults = Hooks.GetType() != typeof(MethodHooks) && (policy.Breaks || policy.Failures.MayRetry);
        Limits = state.Limits.Of(policy, state.Telemetry);
        Pipeline = policy.Settings.Pipeline is { } name ? new(state.Environment.Pipelines, name, state.Telemetry.DisplayName) : null;
        HasOuterStages = policy.Caches || Limits is not null || Pipeline is not null;
        _hasStagesBefore = HasOuterStages || policy.TimesOut || policy.SlowCall > 0 || JudgesResults;
    }

    public CallEnvironment Environment { get; }

    public MethodTelemetry Telemetry { get; }

    public MethodHooks Hooks { get; }

    public CacheSet Caches { get; }

    public Policy Policy { get; }

    /// <summary>The budget of the interface's retries, where they are limited.</summary>
    public RetryBudget? Budget { get; }

    /// <summary>The circuit, if the policy has one; being switched off for a while does not lose its state.</summary>
    public Circuit? Circuit { get; }

    /// <summary>The limits, if the policy has any; being switched off for a while does not lose their state.</summary>
    public MethodLimits? Limits { get; }

    /// <summary>The user's own pipeline, if the policy names one.</summary>
    public UserPipeline? Pipeline { get; }

    /// <summary>Whether anything stands between telemetry and the attempts.</summary>
    public bool HasOuterStages { get; }

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
        Caches.Resize(policy.CacheMaxEntries);
        return new(_state, policy, budget);
    }
}
