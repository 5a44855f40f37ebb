using System.Collections.Concurrent;
using Ambassador.Calls;
using Ambassador.Telemetry;
using Ambassador.Time;
using Ambassador.Timeouts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly.Registry;

namespace Ambassador;

/// <summary>
/// Where the state of policies lives: circuits, caches and timers. State belongs to an interface's method and a service key,
/// never to an instance of an ambassador: two ambassadors of one interface share it as long as they share the runtime,
/// and two interfaces never do. Safe for concurrent use.
/// </summary>
/// <remarks>
/// A container that <c>AddGeneratedAmbassadors()</c> was called on has a runtime of its own. Ambassadors made by hand use
/// <see cref="Shared"/> unless they are given another, as a test should that wants a clock or a circuit to itself.
/// </remarks>
public sealed class AmbassadorRuntime : IDisposable
{
    /// <summary>The category of everything that is logged.</summary>
    internal const string LogCategory = "Ambassador";

    private readonly CallEnvironment _environment;
    private readonly ConcurrentDictionary<(Type Methods, object? ServiceKey), Lazy<object>> _methods = new();
    private readonly Lock _gate = new();
    private readonly List<InterfaceMethods> _interfaces = [];
    private PolicyOverrides _overrides = PolicyOverrides.None;

    /// <summary>Makes a runtime.</summary>
    /// <param name="timeProvider">The time for everything: waits, timeouts, circuits, caches. The default is the system's.</param>
    /// <param name="loggerFactory">Where to log to, in the category <c>Ambassador</c>. The default is nowhere.</param>
    /// <param name="randomizer">
    /// Numbers from [0, 1) for the jitter of retries and of breaks, and for injected faults; called concurrently, and quick. The default is <see cref="Random.Shared"/>.
    /// </param>
    /// <param name="pipelines">Where methods find the pipelines that they name (<see cref="PolicyAttribute.Pipeline"/>). The default is nowhere.</param>
    /// <param name="enableFaultInjection">
    /// Whether attempts fail and are held up on purpose, as <see cref="PolicySettings.FaultRate"/> and <see cref="PolicySettings.FaultLatencyMs"/> say:
    /// to rehearse an outage. The default is false: those settings have no effect.
    /// </param>
    public AmbassadorRuntime(
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null,
        Func<double>? randomizer = null,
        ResiliencePipelineProvider<string>? pipelines = null,
        bool enableFaultInjection = false)
    {
        var clock = new Clock(timeProvider ?? TimeProvider.System);
        _environment = new(
            clock,
            new DeadlineScanner(clock),
            randomizer ?? Random.Shared.NextDouble,
            loggerFactory?.CreateLogger(LogCategory) ?? NullLogger.Instance,
            pipelines,
            enableFaultInjection);

        if (enableFaultInjection)
            Log.FaultInjectionEnabled(_environment.Logger);
    }

    /// <summary>The runtime of ambassadors that are made without one. It lives as long as the process.</summary>
    public static AmbassadorRuntime Shared { get; } = new();

    /// <summary>Settings that win over the attributes'. Changing them takes effect on the next call of every method; no state is lost.</summary>
    internal PolicyOverrides Overrides
    {
        get
        {
            lock (_gate)
                return _overrides;
        }

        set
        {
            lock (_gate)
            {
                _overrides = value;
                foreach (var methods in _interfaces)
                    methods.Apply(value);
            }
        }
    }

    /// <summary>What all methods share.</summary>
    internal CallEnvironment Environment => _environment;

    /// <summary>How many timers of attempts exist; when no call is under way, those of the pool.</summary>
    internal int TimerCount => _environment.Deadlines.TimerCount;

    /// <summary>How many timers of attempts run.</summary>
    internal int TimersInUse => _environment.Deadlines.TimersInUse;

    /// <summary>The methods of one interface and service key; made once, by whoever asks first. Used by generated code.</summary>
    /// <typeparam name="TInterface">The annotated interface.</typeparam>
    /// <typeparam name="TMethods">The generated class that holds them.</typeparam>
    /// <param name="serviceKey">The key that the service is registered under, or null.</param>
    /// <param name="create">Makes the holder.</param>
    /// <param name="interfaceName">The interface's full name.</param>
    /// <param name="interfaceSettings">What the interface's attribute sets.</param>
    /// <exception cref="InvalidOperationException">A method names a pipeline that there is not.</exception>
    public TMethods GetMethods<TInterface, TMethods>(
        object? serviceKey, Func<InterfaceMethods, TMethods> create, string interfaceName, PolicySettings interfaceSettings)
        where TInterface : class
        where TMethods : class
    {
        if (_methods.TryGetValue((typeof(TMethods), serviceKey), out var found))
            return (TMethods)found.Value;

        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(interfaceName);
        ArgumentNullException.ThrowIfNull(interfaceSettings);
        found = _methods.GetOrAdd((typeof(TMethods), serviceKey), new Lazy<object>(Create));
        return (TMethods)found.Value;

        object Create()
        {
            InterfaceMethods methods;
            TMethods made;
            lock (_gate)
            {
                methods = new InterfaceMethods(_environment, typeof(TInterface), interfaceName, serviceKey, interfaceSettings, _overrides);
                _interfaces.Add(methods);
                made = create(methods);
            }

            // Not under the lock: a registry runs the user's code.
            return methods.Problems(Overrides).FirstOrDefault() is { } problem ? throw Forget(methods, problem) : made;
        }

        InvalidOperationException Forget(InterfaceMethods methods, string problem)
        {
            lock (_gate)
                _interfaces.Remove(methods);

            _methods.TryRemove((typeof(TMethods), serviceKey), out _);
            return new(problem);
        }
    }

    /// <summary>What would be wrong with other overrides, in words.</summary>
    internal IReadOnlyList<string> Problems(PolicyOverrides overrides)
    {
        InterfaceMethods[] interfaces;
        lock (_gate)
            interfaces = [.. _interfaces];

        return [.. interfaces.SelectMany(methods => methods.Problems(overrides))];
    }

    /// <summary>The methods of an interface under a service key, as far as they have been set up; several only if several assemblies decorate it.</summary>
    internal InterfaceMethods[] Find(Type interfaceType, object? serviceKey)
    {
        lock (_gate)
            return [.. _interfaces.Where(methods => methods.Type == interfaceType && Equals(methods.ServiceKey, serviceKey))];
    }

    /// <summary>Tells somebody what is set for an interface as a whole, now and after each change.</summary>
    internal void Follow(Type interfaceType, object? serviceKey, Action<PolicySettings> follower)
    {
        lock (_gate)
        {
            foreach (var methods in Find(interfaceType, serviceKey))
                methods.Follow(follower);
        }
    }

    /// <summary>Stops the runtime's timer. Calls under way go on, but are no longer timed.</summary>
    public void Dispose() => _environment.Deadlines.Dispose();
}
