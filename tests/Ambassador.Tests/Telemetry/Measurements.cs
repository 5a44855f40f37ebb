using System.Diagnostics.Metrics;

namespace Ambassador.Tests.Telemetry;

/// <summary>One measurement, as a listener sees it.</summary>
public sealed record Measured(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags)
{
    public string? Tag(string name) => Tags.GetValueOrDefault(name)?.ToString();
}

/// <summary>
/// Listens to the meter, as an exporter does, and keeps what bears a tag of a test's own: listeners belong to the whole process, and
/// other tests run at the same time.
/// </summary>
public sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<Measured> _measured = [];
    private readonly Lock _gate = new();

    /// <param name="tag">The tag that tells a test's measurements from those of others.</param>
    /// <param name="value">What it must be; null if there must be none.</param>
    /// <param name="only">The instrument to listen to; null for all.</param>
    public Measurements(string tag, string? value, string? only = null)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Ambassador" && (only is null || instrument.Name == only))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, measurement, tags, _) => Keep(instrument, measurement, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, measurement, tags, _) => Keep(instrument, measurement, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, measurement, tags, _) => Keep(instrument, measurement, tags));
        _listener.Start();

        void Keep(Instrument instrument, double measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var measured = new Measured(instrument.Name, measurement, new Dictionary<string, object?>(tags.ToArray()));
            if (measured.Tag("ambassador.interface")?.StartsWith(typeof(IObserved).FullName!, StringComparison.Ordinal) != true || measured.Tag(tag) != value)
                return;

            lock (_gate)
                _measured.Add(measured);
        }
    }

    /// <summary>What an instrument has measured so far.</summary>
    public IReadOnlyList<Measured> Of(string instrument)
    {
        lock (_gate)
            return [.. _measured.Where(measured => measured.Instrument == instrument)];
    }

    /// <summary>What a gauge says now.</summary>
    public Measured Observe(string gauge)
    {
        _listener.RecordObservableInstruments();
        return Of(gauge)[^1];
    }

    public void Dispose() => _listener.Dispose();
}
