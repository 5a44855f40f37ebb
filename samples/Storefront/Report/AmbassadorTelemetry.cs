using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Storefront.Report;

/// <summary>
/// Listens to the meter that every ambassador reports to, as OpenTelemetry or dotnet-counters would. Safe for concurrent use.
/// </summary>
internal sealed class AmbassadorTelemetry : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<CircuitTransition> _transitions = [];
    private readonly MeterListener _listener = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private TelemetryCounts _counts;

    public AmbassadorTelemetry()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Ambassador")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument.Name, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument.Name, 1, tags));
        _listener.Start();
    }

    public TelemetryCounts Counts
    {
        get
        {
            lock (_gate)
                return _counts;
        }
    }

    /// <summary>Every change of a circuit so far, oldest first.</summary>
    public CircuitTransition[] Transitions
    {
        get
        {
            lock (_gate)
                return [.. _transitions];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Record(string instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_gate)
        {
            switch (instrument)
            {
                case "ambassador.call.duration":
                    _counts.Calls += value;
                    break;
                case "ambassador.retries":
                    _counts.Retries += value;
                    break;
                case "ambassador.cache.requests" when Find(tags, "ambassador.cache.result") == "hit":
                    _counts.CacheHits += value;
                    break;
                case "ambassador.cache.requests":
                    _counts.CacheMisses += value;
                    break;
                case "ambassador.circuit.transitions":
                    _transitions.Add(ReadTransition(tags));
                    break;
            }
        }
    }

    private CircuitTransition ReadTransition(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var state = Find(tags, "ambassador.circuit.state") switch
        {
            "open" => CircuitState.Open,
            "half_open" => CircuitState.HalfOpen,
            _ => CircuitState.Closed,
        };
        var interfaceName = Find(tags, "ambassador.interface")?.Split('.')[^1];
        return new(Stopwatch.GetElapsedTime(_start), $"{interfaceName}.{Find(tags, "ambassador.method")}", state);
    }

    private static string? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (key == name)
                return value?.ToString();
        }

        return null;
    }
}
