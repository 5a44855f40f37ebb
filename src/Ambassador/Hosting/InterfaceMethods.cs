using Ambassador.Calls;
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

    internal InterfaceMethods(
        CallEnvironment environment, string interfaceName, object? serviceKey, PolicySettings settings, PolicyOverrides overrides)
    {
        _environment = environment;
        _interfaceName = interfaceName;
        _serviceKey = serviceKey;
        _settings = settings;
        _overrides = overrides;
    }

    /// <summary>Adds a method, with a policy and a state of its own; each overload is a method.</summary>
    /// <param name="methodName">The method's name, without its parameters.</param>
    /// <param name="settings">What the method's attribute sets, if it has one.</param>
    /// <param name="hasFallback">Whether its calls are <see cref="IFallbackCall{TTarget, TReturn}"/>s.</param>
    public MethodPipeline Add(string methodName, PolicySettings? settings = null, bool hasFallback = false)
    {
        settings ??= PolicySettings.None;
        var telemetry = new MethodTelemetry(_interfaceName, methodName, _serviceKey, _environment.Logger);
        var pipeline = new MethodPipeline(_environment, telemetry, Resolve(methodName, settings), hasFallback);
        _methods.Add((pipeline, methodName, settings));
        return pipeline;
    }

    internal void Apply(PolicyOverrides overrides)
    {
        _overrides = overrides;
        foreach (var (pipeline, name, settings) in _methods)
            pipeline.Apply(Resolve(name, settings));
    }

    /// <summary>
    /// What is said of the method wins over what is said of the interface, and on each level what is said at run time wins over
    /// the attribute: a method that must not be retried stays so when retries are configured for its interface.
    /// </summary>
    private Policy Resolve(string methodName, PolicySettings attribute) => new(
        _overrides.Method(_interfaceName, methodName)
            .Over(attribute)
            .Over(_overrides.Interface(_interfaceName))
            .Over(_settings));
}
