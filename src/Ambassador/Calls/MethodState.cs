using Ambassador.Caching;
using Ambassador.CircuitBreaking;
using Ambassador.Limiting;
using Ambassador.Telemetry;

namespace Ambassador.Calls;

/// <summary>What belongs to one method whatever policy is in force.</summary>
/// <param name="Environment">What the methods of the runtime share.</param>
/// <param name="Telemetry">Where the method reports to.</param>
/// <param name="Hooks">What the method leaves to code.</param>
/// <param name="Circuits">Finds the method's circuit.</param>
/// <param name="Caches">The method's results.</param>
/// <param name="Limits">The method's limits, and those that it shares.</param>
/// <param name="HasFallback">Whether its calls are <see cref="IFallbackCall{TTarget, TReturn}"/>s.</param>
internal sealed record MethodState(
    CallEnvironment Environment,
    MethodTelemetry Telemetry,
    MethodHooks Hooks,
    MethodCircuits Circuits,
    CacheSet Caches,
    LimitSet Limits,
    bool HasFallback);
