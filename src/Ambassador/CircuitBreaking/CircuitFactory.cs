using System.Collections.Concurrent;
using Ambassador.Telemetry;
using Ambassador.Time;
using Microsoft.Extensions.Logging;

namespace Ambassador.CircuitBreaking;

/// <summary>Makes the circuits of one runtime, and keeps those that groups share. Safe for concurrent use.</summary>
internal sealed class CircuitFactory(Clock clock, Func<double> randomizer, ILogger logger)
{
    private readonly ConcurrentDictionary<string, Lazy<Circuit>> _groups = new(StringComparer.Ordinal);

    public Circuit Create(CircuitTelemetry telemetry) => new(telemetry, clock, randomizer);

    /// <summary>The circuit of a group; made when it is first asked for.</summary>
    public Circuit OfGroup(string name) => _groups.GetOrAdd(
        name, name => new(() => Create(new(name, new() { { Instruments.CircuitGroupTag, name } }, logger)))).Value;
}
