using System.Diagnostics;
using Ambassador.Targets;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace Ambassador.Telemetry;

/// <summary>What one circuit reports, whether it is one method's or several share it: measurements, events on the running activity, and log entries.</summary>
/// <param name="name">Whose circuit it is, as messages name it.</param>
/// <param name="tags">The tags of its measurements.</param>
/// <param name="logger">Where to log to.</param>
internal sealed class CircuitTelemetry(string name, TagList tags, ILogger logger)
{
    // -1 while no method's attempts go through it. One word, because the gauge reads it without a lock.
    private volatile int _state = -1;

    public string Name => name;

    /// <summary>What the circuit of one target reports.</summary>
    public static CircuitTelemetry OfTarget(string name, TagList tags, Target target, ILogger logger)
    {
        tags.Add(Instruments.TargetTag, target.Endpoint.Address);
        return new($"{name} at {target}", tags, logger);
    }

    public TagList Tags => tags;

    /// <summary>The circuit's state, for the gauge; null while no method's attempts go through it.</summary>
    public CircuitState? State
    {
        get => _state is >= 0 and var state ? (CircuitState)state : null;
        set => _state = value is { } state ? (int)state : -1;
    }

    public void Moved(CircuitState state, TimeSpan breakDuration, string cause, Exception? failure)
    {
        string to;
        switch (state)
        {
            case CircuitState.Open:
                to = "open";
                Log.CircuitOpened(logger, name, breakDuration.TotalMilliseconds, cause, failure);
                break;
            case CircuitState.HalfOpen:
                to = "half_open";
                Log.CircuitHalfOpened(logger, name);
                break;
            case CircuitState.Isolated:
                to = "isolated";
                Log.CircuitIsolated(logger, name);
                break;
            default:
                to = "closed";
                Log.CircuitClosed(logger, name);
                break;
        }

        if (Instruments.CircuitTransitions.Enabled)
        {
            var tagged = tags;
            tagged.Add(Instruments.CircuitStateTag, to);
            Instruments.CircuitTransitions.Add(1, tagged);
        }

        Instruments.CurrentActivity?.AddEvent(new($"circuit.{to}"));
    }

    public void HandlerFailed(Exception error) => Log.CircuitHandlerFailed(logger, name, error);

    /// <param name="method">A method that the circuit is not set up for as its own settings say.</param>
    public void SettingsIgnored(string method) => Log.CircuitSettingsIgnored(logger, method, name);
}
