using Ambassador.Caching;
using Ambassador.CircuitBreaking;
using Ambassador.Limiting;
using Ambassador.Pipelines;
using Ambassador.Telemetry;

namespace Ambassador.Calls;

/// <summary>
/// What a call of one method goes by: the policy in force, and the state that it acts on. Immutable: other settings make another
/// plan around the same state, and a call under way ends by the plan it began with.
/// </summary>
internal sealed class MethodPlan
{
    private readonly Circuit? _circuit;
    private readonly LimitSet _limits;
    private readonly bool _hasStagesBefore;

    public MethodPlan(CallEnvironment environment, MethodTelemetry telemetry, Policy policy, LimitSet sharedLimits)
        : this(environment, telemetry, policy, new CacheSet(), circuit: null, new(environment.Clock, environment.Randomizer, telemetry.Tags, sharedLimits))
    {
    }

    private MethodPlan(
        CallEnvironment environment, MethodTelemetry telemetry, Policy policy, CacheSet caches, Circuit? circuit, LimitSet limits)
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
        IsTransparent = !policy.Resilient;
        _limits = limits;
        Limits = limits.Of(policy, telemetry);
        Pipeline = policy.Settings.Pipeline is { } name ? new(environment.Pipelines, name, telemetry.DisplayName) : null;
        HasOuterStages = policy.Caches || Limits is not null || Pipeline is not null;
        _hasStagesBefore = HasOuterStages || policy.TimesOut;
    }

    public CallEnvironment Environment { get; }

    public MethodTelemetry Telemetry { get; }

    public Policy Policy { get; }

    public CacheSet Caches { get; }

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

    /// <summary>Whether a first attempt can be made with nothing before it: nothing is kept or timed, and the circuit, if any, is closed.</summary>
    public bool IsSimple => !_hasStagesBefore && Circuit is null or { IsClosed: true };

    /// <summary>The plan by another policy. The state goes over to it.</summary>
    public MethodPlan With(Policy policy)
    {
        _circuit?.Apply(policy);
        Caches.Resize(policy.CacheMaxEntries);
        return new(Environment, Telemetry, policy, Caches, _circuit, _limits);
    }
}
