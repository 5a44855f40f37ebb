using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ambassador.Telemetry;

/// <summary>What the gauges tell of a limit.</summary>
internal interface IMeasuredLimit
{
    /// <summary>Whose limit it is, and of what kind.</summary>
    TagList Tags { get; }

    /// <summary>Says how things stand.</summary>
    /// <param name="allowed">How many calls may be under way, of partitions the highest; null where they are counted as they begin.</param>
    /// <param name="running">How many are under way.</param>
    /// <param name="queued">How many wait.</param>
    void Measure(out int? allowed, out int running, out int queued);
}

/// <summary>The gauges of limits. They follow the limits of every runtime without keeping any alive.</summary>
internal static class LimitGauges
{
    private static readonly Lock Gate = new();
    private static readonly List<WeakReference<IMeasuredLimit>> Followed = [];

    static LimitGauges()
    {
        Instruments.Meter.CreateObservableGauge(
            "ambassador.limit.allowed", () => Observe(Gauge.Allowed), "{call}", "How many calls may be under way at a time.");
        Instruments.Meter.CreateObservableGauge(
            "ambassador.limit.running", () => Observe(Gauge.Running), "{call}", "How many limited calls are under way.");
        Instruments.Meter.CreateObservableGauge(
            "ambassador.limit.queued", () => Observe(Gauge.Queued), "{call}", "How many calls wait in line for a limit.");
    }

    private enum Gauge
    {
        Allowed,
        Running,
        Queued,
    }

    public static void Follow(IMeasuredLimit limit)
    {
        lock (Gate)
        {
            Followed.RemoveAll(static reference => !reference.TryGetTarget(out _));
            Followed.Add(new(limit));
        }
    }

    private static List<Measurement<int>> Observe(Gauge gauge)
    {
        List<Measurement<int>> measurements = [];
        lock (Gate)
        {
            foreach (var reference in Followed)
            {
                if (!reference.TryGetTarget(out var limit))
                    continue;

                limit.Measure(out var allowed, out var running, out var queued);
                if (gauge == Gauge.Queued)
                    measurements.Add(new(queued, limit.Tags));
                else if (allowed is { } most)
                    measurements.Add(new(gauge == Gauge.Allowed ? most : running, limit.Tags));
            }
        }

        return measurements;
    }
}
