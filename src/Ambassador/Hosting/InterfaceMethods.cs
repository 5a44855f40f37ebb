using Ambassador.Calls;
using Ambassador.Retry;
using Ambassador.Telemetry;

namespace Ambassador;

/// <summary>The methods of one interface in one runtime, under one service key. Used by generated code while it sets up; not thread-safe.</summary>
public sealed class InterfaceMethods
{
    private readonly CallEnvironment _environment;
    private readonly string _interfaceName;
    private readonly object? _serviceKey;
    private readonly PolicySettings _settings;
    private readonly List<(MethodPipeline Pipeline, string Name, PolicySettings Settings)> _methods = [];
    private PolicyOverrides _overrides;
    private RetryBudget _budget;

    internal InterfaceMethods(
        CallEnvironment environment, string interfaceName, object? serviceKey, PolicySettings settings, PolicyOverrides overrides)
    {
        _environment = environment;
        _interfaceName = interfaceName;
        _serviceKey = serviceKey;
        _settings = settings;
        _overrides = overrides;
        _budget = new RetryBudget(environment.Clock, new Policy(OfInterface).RetryBudgetTimeToLive);
    }

    // Configuration and code over the interface's attributes.
    private PolicySettings OfInterface => _overrides.Interface(_interfaceName).Over(_settings);

    /// <summary>Adds a method, with a policy and a state of its own; each overload is a method.</summary>
    /// <param name="methodName">The method's name, without its parameters.</param>
    /// <param name="settings">What the method's attributes set, if it has any.</param>
    /// <param name="hooks">What they leave to code, if anything.</param>
    public MethodPipeline Add(string methodName, PolicySettings? settings = null, MethodHooks? hooks = null)
    {
        settings ??= PolicySettings.None;
        var telemetry = new MethodTelemetry(_interfaceName, methodName, _serviceKey, _environment.Logger);
        var plan = new MethodPlan(_environment, telemetry, hooks ?? MethodHooks.None, Resolve(methodName, settings), _budget);
        var pipeline = new MethodPipeline(plan);
        _methods.Add((pipeline, methodName, settings));
        return pipeline;
    }

    internal void Apply(PolicyOverrides overrides)
    {
        _overrides = overrides;
        if (new Policy(OfInterface).RetryBudgetTimeToLive is var timeToLive && timeToLive != _budget.TimeToLive)
            _budget = new RetryBudget(_environment.Clock, timeToLive);

        foreach (var (pipeline, name, settings) in _methods)
            pipeline.Apply(Resolve(name, settings), _budget);
    }

    /// <summary>
    /// What is said of the method wins over what is said of the interface, and on each level what is said at run time wins over
    /// the attribute: a method that must not be retried stays so when retries are configured for its interface.
    /// </summary>
    private Policy Resolve(string methodName, PolicySettings attribute)
    {
        var settings = _overrides.Method(_interfaceName, methodName).Over(attribute).Over(OfInterface);

        // Retries of a single method are its author's choice; those of a whole interface are limited unless somebody says otherwise.
        return new(settings.RetryBudget is null && !new FailureRules(OfInterface).MayRetry ? settings with { RetryBudget = 0 } : settings);
    }
}
