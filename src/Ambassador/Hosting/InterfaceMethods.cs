using Ambassador.Calls;
using Ambassador.Limiting;
using Ambassador.Pipelines;
using Ambassador.Telemetry;

namespace Ambassador;

/// <summary>The methods of one interface in one runtime, under one service key. Used by generated code while it sets up; not thread-safe.</summary>
public sealed class InterfaceMethods
{
    private readonly CallEnvironment _environment;
    private readonly string _interfaceName;
    private readonly object? _serviceKey;
    private readonly PolicySettings _settings;
    private readonly LimitSet _sharedLimits;
    private readonly List<(MethodPipeline Pipeline, string Name, PolicySettings Settings)> _methods = [];
    private PolicyOverrides _overrides;

    internal InterfaceMethods(
        CallEnvironment environment, string interfaceName, object? serviceKey, PolicySettings settings, PolicyOverrides overrides)
    {
        _environment = environment;
        _interfaceName = interfaceName;
        _serviceKey = serviceKey;
        _settings = settings;
        _overrides = overrides;
        _sharedLimits = new(environment.Clock, environment.Randomizer, MethodTelemetry.TagsOf(interfaceName, methodName: null, serviceKey));
    }

    /// <summary>Adds a method, with a policy and a state of its own; each overload is a method.</summary>
    /// <param name="methodName">The method's name, without its parameters.</param>
    /// <param name="settings">What the method's attribute sets, if it has one.</param>
    public MethodPipeline Add(string methodName, PolicySettings? settings = null)
    {
        settings ??= PolicySettings.None;
        var telemetry = new MethodTelemetry(_interfaceName, methodName, _serviceKey, _environment.Logger);
        var pipeline = new MethodPipeline(_environment, telemetry, Resolve(methodName, settings), _sharedLimits);
        _methods.Add((pipeline, methodName, settings));
        return pipeline;
    }

    internal void Apply(PolicyOverrides overrides)
    {
        _overrides = overrides;
        foreach (var (pipeline, name, settings) in _methods)
            pipeline.Apply(Resolve(name, settings));
    }

    /// <summary>What is wrong with what would be in force with other overrides, in words.</summary>
    internal IEnumerable<string> Problems(PolicyOverrides overrides)
    {
        foreach (var (_, name, settings) in _methods)
        {
            if (Settings(name, settings, overrides).Pipeline is { } pipeline
                && new UserPipeline(_environment.Pipelines, pipeline, $"{_interfaceName}.{name}").Problem is { } problem)
                yield return problem;
        }
    }

    private Policy Resolve(string methodName, PolicySettings attribute) => new(Settings(methodName, attribute, _overrides), OfInterface(_overrides));

    /// <summary>
    /// What is said of the method wins over what is said of the interface, and on each level what is said at run time wins over
    /// the attribute: a method that must not be retried stays so when retries are configured for its interface.
    /// </summary>
    private PolicySettings Settings(string methodName, PolicySettings attribute, PolicyOverrides overrides) =>
        overrides.Method(_interfaceName, methodName).Over(attribute).Over(OfInterface(overrides));

    private PolicySettings OfInterface(PolicyOverrides overrides) => overrides.Interface(_interfaceName).Over(_settings);
}
