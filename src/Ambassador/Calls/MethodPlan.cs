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
    private readonly bool _hasStagesBefore;

    private readonly bool _hasFallback;

    public MethodPlan(CallEnvironment environment, MethodTelemetry telemetry, Policy policy, bool hasFallback)
        : this(environment, telemetry, policy, new CacheSet(), circuit: null, hasFallback)
    {
    }

    private MethodPlan(
        CallEnvironment environment,
        MethodTelemetry telemetry,
        Policy policy,
        CacheSet caches,
        Circuit? circuit,
        bool hasFallback,
        PlanPart part = PlanPart.Call)
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
        _hasFallback = hasFallback;
        Part = part;
        CircuitAhead = policy.Breaks ? circuit : null;
        Circuit = part == PlanPart.Races ? null : CircuitAhead;
        IsTransparent = !policy.Resilient;
        FallsBack = hasFallback && policy.Failures.MayFallBack;
        HasStagesAround = FallsBack || policy.Caches;
        _hasStagesBefore = HasStagesAround || policy.TimesOut || policy.Hedges > 0;
        if (part == PlanPart.Call && policy.Hedges > 0)
        {
            Races = OfPart(PlanPart.Races, policy.OfRaces());
            HedgedAttempt = OfPart(PlanPart.HedgedAttempt, policy.OfHedgedAttempt());
        }

        MethodPlan OfPart(PlanPart part, Policy policy) => new(environment, telemetry, policy, caches, circuit, hasFallback, part);
    }

    public CallEnvironment Environment { get; }

    public MethodTelemetry Telemetry { get; }

    public Policy Policy { get; }

    public CacheSet Caches { get; }

    /// <summary>The part of a call that goes by it.</summary>
    public PlanPart Part { get; }

    /// <summary>The circuit that an attempt by this plan enters, if the policy has one; being switched off for a while does not lose its state.</summary>
    public Circuit? Circuit { get; }

    /// <summary>The circuit that the next attempt will meet, be it inside the next race.</summary>
    public Circuit? CircuitAhead { get; }

    /// <summary>If the method is hedged, what its calls go by around their races.</summary>
    public MethodPlan? Races { get; }

    /// <summary>If the method is hedged, what each attempt of a race goes by.</summary>
    public MethodPlan? HedgedAttempt { get; }

    /// <summary>Whether there is anything around the attempts of a call.</summary>
    public bool HasStagesAround { get; }

    /// <summary>Whether there is a fallback that answers for some failures.</summary>
    public bool FallsBack { get; }

    /// <summary>Whether there is nothing to do about a call but to make it.</summary>
    public bool IsTransparent { get; }

    /// <summary>Whether a first attempt can be made with nothing before it: nothing is kept or timed, and the circuit, if any, is closed.</summary>
    public bool IsSimple => !_hasStagesBefore && Circuit is null or { IsClosed: true };

    /// <summary>Whether the fallback is to answer for a failure: there is one for it, and a caller who still waits.</summary>
    public bool AnswersFor(Exception failure, CancellationToken caller) =>
        !caller.IsCancellationRequested && Policy.Failures.For(failure).FallsBack;

    /// <summary>The plan by another policy. The state goes over to it.</summary>
    public MethodPlan With(Policy policy)
    {
        _circuit?.Apply(policy);
        Caches.Resize(policy.CacheMaxEntries);
        return new(Environment, Telemetry, policy, Caches, _circuit, _hasFallback);
    }
}
