using System.Diagnostics.Metrics;

namespace Replicas.Report;

/// <summary>Asks the meter that every ambassador reports to which targets get no calls at present, as OpenTelemetry or dotnet-counters would.</summary>
internal sealed class EjectedTargets : IDisposable
{
    private readonly MeterListener _listener = new();
    private HashSet<string> _ejected = [];

    public EjectedTargets()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Ambassador", Name: "ambassador.target.available" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((_, available, tags, _) => Record(available, tags));
        _listener.Start();
    }

    /// <summary>The addresses of those that are ejected at present.</summary>
    public IReadOnlyCollection<string> Ask()
    {
        _ejected = [];
        _listener.RecordObservableInstruments();
        return _ejected;
    }

    public void Dispose() => _listener.Dispose();

    private void Record(int available, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            if (available == 0 && name == "ambassador.target")
                _ejected.Add((string)value!);
        }
    }
}
