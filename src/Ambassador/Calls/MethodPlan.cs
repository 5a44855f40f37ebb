using System.Collections.Concurrent;
using Ambassador.Caching;
using Ambassador.CircuitBreaking;
using Ambassador.FaultInjection;
using Ambassador.Telemetry;

namespace Ambassador.Calls;

/// <summary>
/// What a call of one method goes by: the policy in force, and the state that it acts on. Immutable: other settings make another
/// plan around the same state, and a call under way ends by the plan it began with.
/// </summary>
internal sealed class MethodPlan
{
    private const int MaxOverridden = 100;

    private readonly Circuit? _circuit;
    private readonly bool _hasStagesBefore;
    private ConcurrentDictionary<(PolicySettings Settings, bool IsArgument), MethodPlan>? _overridden;

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
        Faults = environment.InjectsFaults ? FaultInjector.For(policy.Settings, environment.Clock, environment.Randomizer, telemetry) : null;
        IsTransparent = !policy.Resilient && Faults is null;
        _hasStagesBefore = policy.Caches || policy.TimesOut || Faults is not null;
    }

    public CallEnvironment Environment { get; }

    public MethodTelemetry Telemetry { get; }

    public Policy Policy { get; }

    public CacheSet Caches { get; }

    /// <summary>The circuit, if the policy has one; being switched off for a while does not lose its state.</summary>
    public Circuit? Circuit { get; }

    /// <summary>What makes attempts fail on purpose; null unless it is enabled and set.</summary>
    public FaultInjector? Faults { get; }

    /// <summary>Whether there is nothing to do about a call but to make it.</summary>
    public bool IsTransparent { get; }

    /// <summary>Whether a first attempt can be made with nothing before it: nothing is kept or timed, and the circuit, if any, is closed.</summary>
    public bool IsSimple => !_hasStagesBefore && Circuit is null or { IsClosed: true };

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
        plan = new MethodPlan(Environment, Telemetry, policy, Caches, _circuit) { Argument = isArgument ? settings : Argument };
        return overridden.GetOrAdd((settings, isArgument), plan);
    }

    /// <summary>The plan by another policy. The state goes over to it.</summary>
    public MethodPlan With(Policy policy)
    {
        // One that is switched off keeps its settings, for the calls under way that it still counts.
        if (policy.Breaks)
            _circuit?.Apply(policy);

        Caches.Resize(policy.CacheMaxEntries);
        return new(Environment, Telemetry, policy, Caches, _circuit);
    }
}
