using System.Collections.Concurrent;
using Ambassador.Caching;
using Ambassador.CircuitBreaking;
using Ambassador.FaultInjection;
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
    private const int MaxOverridden = 100;

    private readonly MethodState _state;
    private readonly RetryBudget _budget;
    private readonly bool _hasStagesBefore;
    private ConcurrentDictionary<(PolicySettings Settings, bool IsArgument), MethodPlan>? _overridden;

    public MethodPlan(MethodState state, Policy policy, RetryBudget budget)
        : this(state, policy, budget, state.Circuits.Apply(policy), state.Limits.Of(policy, state.Telemetry))
    {
    }

    private MethodPlan(
        MethodState state, Policy policy, RetryBudget budget, Circuit? circuit, MethodLimits? limits, TargetCircuits? targetCircuits = null)
        : this(state, policy, budget, PlanPart.Call, circuit, targetCircuits)
    {
        Limits = limits;
        Pipeline = policy.Settings.Pipeline is { } name ? new(state.Environment.Pipelines, name, state.Telemetry.DisplayName) : null;
        Faults = Environment.InjectsFaults ? FaultInjector.For(policy.Settings, Environment.Clock, Environment.Randomizer, Telemetry) : null;
        IsTransparent = !policy.Resilient && Faults is null;
        HasStagesInside = policy.PropagatesDeadline || Faults is not null;
        FallsBack = state.HasFallback && policy.Failures.MayFallBack;
        HasOuterStages = FallsBack || policy.Caches || Limits is not null || Pipeline is not null;
        _hasStagesBefore = HasOuterStages || policy.TimesOut || policy.SlowCall > 0 || policy.Hedges > 0 || JudgesResults || Faults is not null;
        if (policy.Hedges > 0)
        {
            Races = new(state, policy.OfRaces(), budget, PlanPart.Races, CircuitAhead, null);
            HedgedAttempt = new(state, policy.OfHedgedAttempt(), budget, PlanPart.HedgedAttempt, CircuitAhead, targetCircuits);
        }

        ForTargets = targetCircuits is null && state.Circuits.ApplyToTargets(policy) is { } circuits
            ? new(state, policy, budget, circuit: null, limits, circuits)
            : this;
    }

    private MethodPlan(MethodState state, Policy policy, RetryBudget budget, PlanPart part, Circuit? circuit, TargetCircuits? targetCircuits)
    {
        ForTargets = this;
        TargetCircuits = targetCircuits;
        _state = state;
        Environment = state.Environment;
        Telemetry = state.Telemetry;
        Hooks = state.Hooks;
        Caches = state.Caches;
        Policy = policy;
        _budget = budget;
        Budget = policy.RetryBudget > 0 && part != PlanPart.HedgedAttempt ? budget : null;
        Part = part;
        CircuitAhead = circuit;
        Circuit = part == PlanPart.Races ? null : circuit;
        JudgesResults = Hooks.GetType() != typeof(MethodHooks) && (policy.Breaks || policy.Failures.MayRetry || policy.Hedges > 0);
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

    /// <summary>The circuits of targets, if each has its own.</summary>
    public TargetCircuits? TargetCircuits { get; }

    /// <summary>What attempts go by that have a choice of targets.</summary>
    public MethodPlan ForTargets { get; }

    /// <summary>The limits, if the policy has any; being switched off for a while does not lose their state.</summary>
    public MethodLimits? Limits { get; }

    /// <summary>The user's own pipeline, if the policy names one.</summary>
    public UserPipeline? Pipeline { get; }

    /// <summary>Whether anything stands between telemetry and the attempts.</summary>
    public bool HasOuterStages { get; }

    /// <summary>Whether calls inside are to be told of the deadline, or attempts to fail on purpose.</summary>
    public bool HasStagesInside { get; }

    /// <summary>What makes attempts fail on purpose; null unless it is enabled and set.</summary>
    public FaultInjector? Faults { get; }

    /// <summary>The part of a call that goes by it.</summary>
    public PlanPart Part { get; }

    /// <summary>The circuit that the next attempt will meet, be it inside the next race.</summary>
    public Circuit? CircuitAhead { get; }

    /// <summary>If the method is hedged, what its calls go by around their races.</summary>
    public MethodPlan? Races { get; }

    /// <summary>If the method is hedged, what each attempt of a race goes by.</summary>
    public MethodPlan? HedgedAttempt { get; }

    /// <summary>Whether there is a fallback that answers for some failures.</summary>
    public bool FallsBack { get; }

    /// <summary>Whether there is nothing to do about a call but to make it.</summary>
    public bool IsTransparent { get; }

    /// <summary>Whether a result may be a failure.</summary>
    public bool JudgesResults { get; }

    /// <summary>Whether a first attempt can be made with nothing before it: nothing is kept, timed or judged, and the circuit, if any, is closed.</summary>
    public bool IsSimple => !_hasStagesBefore && Circuit is null or { IsClosed: true };

    /// <summary>Whether a result is a success, which alone is worth keeping.</summary>
    public bool IsWorthKeeping<TResult>(TResult result) => !JudgesResults || Hooks is not MethodHooks<TResult> hooks || !hooks.Rejects(result);

    /// <summary>What the call's own argument sets, which wins over the scopes that it is made in.</summary>
    private PolicySettings? Argument { get; init; }

    /// <summary>
    /// The plan of a call whose caller sets something otherwise, around the same state. It is kept: the next call with the same settings finds it.
    /// </summary>
    /// <param name="settings">What the caller sets.</param>
    /// <param name="isArgument">Whether it is the call's own argument, and not a scope's.</param>
    /// <exception cref="ArgumentException">A setting is outside its range, or not for one call to decide.</exception>
    public MethodPlan For(PolicySettings settings, bool isArgument = false)
    {
        var overridden = LazyInitializer.EnsureInitialized(ref _overridden, static () => new());
        if (overridden.TryGetValue((settings, isArgument), out var plan))
            return plan;

        // Callers that make values up, a time that is left to them say, must not fill the memory with plans.
        if (overridden.Count >= MaxOverridden)
            overridden.Clear();

        settings.ThrowIfNotForOneCall();
        var policy = new Policy(Policy.Settings.OverriddenBy(Argument?.Over(settings) ?? settings));
        plan = new MethodPlan(_state, policy, _budget, CircuitAhead, Limits) { Argument = isArgument ? settings : Argument };
        return overridden.GetOrAdd((settings, isArgument), plan);
    }

    /// <summary>Whether the fallback is to answer for a failure: there is one for it, and a caller who still waits.</summary>
    public bool AnswersFor(Exception failure, CancellationToken caller) =>
        !caller.IsCancellationRequested && Policy.Failures.For(failure).FallsBack;

    /// <summary>The plan by another policy. The state goes over to it.</summary>
    public MethodPlan With(Policy policy, RetryBudget budget)
    {
        Caches.Resize(policy.CacheMaxEntries);
        return new(_state, policy, budget);
    }
}
