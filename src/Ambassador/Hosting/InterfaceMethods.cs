using Ambassador.Caching;
using Ambassador.Calls;
using Ambassador.CircuitBreaking;
using Ambassador.Clusters;
using Ambassador.Limiting;
using Ambassador.Pipelines;
using Ambassador.Retry;
using Ambassador.Telemetry;

namespace Ambassador;

/// <summary>The methods of one interface in one runtime, under one service key. Used by generated code while it sets up; not thread-safe.</summary>
public sealed class InterfaceMethods
{
    private readonly CallEnvironment _environment;
    private readonly string _interfaceName;
    private readonly PolicySettings _settings;
    private readonly Lazy<Circuit> _circuit;
    private readonly TargetCircuits _targetCircuits;
    private readonly LimitSet _sharedLimits;
    private readonly List<(MethodPipeline Pipeline, string Name, PolicySettings Settings)> _methods = [];
    private PolicyOverrides _overrides;
    private Action<PolicySettings>? _followers;
    private RetryBudget _budget;

    internal InterfaceMethods(
        CallEnvironment environment, Type type, string interfaceName, object? serviceKey, PolicySettings settings, PolicyOverrides overrides)
    {
        Type = type;
        _environment = environment;
        _interfaceName = interfaceName;
        ServiceKey = serviceKey;
        _settings = settings;
        _circuit = new(() => environment.Circuits.Create(new(interfaceName, Instruments.TagsOf(interfaceName, serviceKey), environment.Logger)));
        _targetCircuits = new(
            environment.Circuits,
            target => CircuitTelemetry.OfTarget(interfaceName, Instruments.TagsOf(interfaceName, serviceKey), target, environment.Logger));
        _overrides = overrides;
        _budget = new RetryBudget(environment.Clock, new Policy(OfInterface(overrides)).RetryBudgetTimeToLive);
        _sharedLimits = new(environment.Clock, environment.Randomizer, Instruments.TagsOf(interfaceName, serviceKey));
    }

    /// <summary>The interface.</summary>
    internal Type Type { get; }

    internal object? ServiceKey { get; }

    /// <summary>The methods in the order of their declaration, each with the circuit that its attempts go through, if any.</summary>
    internal IEnumerable<(string Method, Circuit? Circuit)> Circuits => _methods.Select(method => (method.Name, method.Pipeline.Circuit));

    /// <summary>Adds a method, with a policy and a state of its own; each overload is a method.</summary>
    /// <param name="methodName">The method's name, without its parameters.</param>
    /// <param name="settings">What the method's attributes set, if it has any.</param>
    /// <param name="hooks">What they leave to code, if anything.</param>
    /// <param name="hasFallback">Whether its calls are <see cref="IFallbackCall{TTarget, TReturn}"/>s.</param>
    public MethodPipeline Add(string methodName, PolicySettings? settings = null, MethodHooks? hooks = null, bool hasFallback = false)
    {
        settings ??= PolicySettings.None;
        var telemetry = new MethodTelemetry(_interfaceName, methodName, ServiceKey, _environment.Logger);
        var circuits = new MethodCircuits(_environment.Circuits, telemetry, _circuit, _targetCircuits);
        var limits = new LimitSet(_environment.Clock, _environment.Randomizer, telemetry.Tags, _sharedLimits);
        var state = new MethodState(_environment, telemetry, hooks ?? MethodHooks.None, circuits, new CacheSet(), limits, hasFallback);
        var pipeline = new MethodPipeline(new MethodPlan(state, Resolve(methodName, settings), _budget));
        _methods.Add((pipeline, methodName, settings));
        return pipeline;
    }

    /// <summary>Tells somebody what is set for the interface as a whole, now and after each change. Not to be called concurrently with <see cref="Apply"/>.</summary>
    internal void Follow(Action<PolicySettings> follower)
    {
        _followers += follower;
        follower(OfInterface(_overrides));
    }

    internal void Apply(PolicyOverrides overrides)
    {
        _overrides = overrides;
        _followers?.Invoke(OfInterface(overrides));
        if (new Policy(OfInterface(overrides)).RetryBudgetTimeToLive is var timeToLive && timeToLive != _budget.TimeToLive)
            _budget = new RetryBudget(_environment.Clock, timeToLive);

        foreach (var (pipeline, name, settings) in _methods)
            pipeline.Apply(Resolve(name, settings), _budget);
    }

    /// <summary>What is wrong with what would be in force with other overrides, in words.</summary>
    internal IEnumerable<string> Problems(PolicyOverrides overrides)
    {
        foreach (var problem in ClusterRules.Problems(OfInterface(overrides)))
            yield return $"{_interfaceName}: {problem}";

        foreach (var (_, name, settings) in _methods)
        {
            foreach (var contradiction in Settings(name, settings, overrides).Contradictions(ofTargets: false))
                yield return $"{_interfaceName}.{name}: {contradiction}";

            if (Settings(name, settings, overrides).Pipeline is { } pipeline
                && new UserPipeline(_environment.Pipelines, pipeline, $"{_interfaceName}.{name}").Problem is { } problem)
                yield return problem;
        }
    }

    private Policy Resolve(string methodName, PolicySettings attribute)
    {
        var settings = Settings(methodName, attribute, _overrides);
        var ofInterface = OfInterface(_overrides);

        // Retries of a single method are its author's choice; those of a whole interface are limited unless somebody says otherwise.
        var isUnlimited = settings.RetryBudget is null && !new FailureRules(ofInterface).MayRetry;
        return new(isUnlimited ? settings with { RetryBudget = 0 } : settings, ofInterface);
    }

    /// <summary>
    /// What is said of the method wins over what is said of the interface, and on each level what is said at run time wins over
    /// the attribute: a method that must not be retried stays so when retries are configured for its interface.
    /// </summary>
    private PolicySettings Settings(string methodName, PolicySettings attribute, PolicyOverrides overrides) =>
        overrides.Method(_interfaceName, methodName).Over(attribute).Over(OfInterface(overrides));

    private PolicySettings OfInterface(PolicyOverrides overrides) => overrides.Interface(_interfaceName).Over(_settings);
}
