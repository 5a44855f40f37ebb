using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Ambassador.Telemetry;

/// <summary>What the gauges tell of a pool.</summary>
internal interface IMeasuredPool
{
    /// <summary>Says how things stand.</summary>
    /// <param name="size">How many targets there are, those being made included.</param>
    /// <param name="inUse">How many of them are with a call, being reset or being validated.</param>
    /// <param name="waiting">How many calls wait for one.</param>
    void Measure(out int size, out int inUse, out int waiting);
}

/// <summary>What one pool reports. The gauges follow the pools of every runtime without keeping any alive.</summary>
/// <param name="logger">Where failures go that no call sees.</param>
/// <param name="name">What the pool is called in logs and messages.</param>
/// <param name="tags">Whose pool it is.</param>
internal sealed class PoolTelemetry(ILogger logger, string name, TagList tags)
{
    private static readonly Lock Gate = new();
    private static readonly List<(WeakReference<IMeasuredPool> Pool, TagList Tags)> Followed = [];

    static PoolTelemetry()
    {
        Instruments.Meter.CreateObservableGauge("ambassador.pool.size", () => Observe(0), "{target}", "How many targets a pool has.");
        Instruments.Meter.CreateObservableGauge("ambassador.pool.in_use", () => Observe(1), "{target}", "How many targets of a pool are in use.");
        Instruments.Meter.CreateObservableGauge("ambassador.pool.waiting", () => Observe(2), "{call}", "How many calls wait for a target of a pool.");
    }

    /// <summary>What the pool is called in logs and messages.</summary>
    public string Name => name;

    /// <summary>Has the gauges tell of a pool.</summary>
    public void Follow(IMeasuredPool pool)
    {
        lock (Gate)
        {
            Followed.RemoveAll(static followed => !followed.Pool.TryGetTarget(out _));
            Followed.Add((new(pool), tags));
        }
    }

    /// <summary>A call that had to wait has a target.</summary>
    /// <param name="ticks">How long it has waited.</param>
    public void Waited(long ticks) => Instruments.PoolWait.Record(TimeSpan.FromTicks(ticks).TotalSeconds, tags);

    /// <summary>A target has been made.</summary>
    public void Created() => Instruments.PoolCreated.Add(1, tags);

    /// <summary>A target is disposed.</summary>
    public void Discarded(string reason)
    {
        if (!Instruments.PoolDiscarded.Enabled)
            return;

        var reasoned = tags;
        reasoned.Add(Instruments.DiscardReasonTag, reason);
        Instruments.PoolDiscarded.Add(1, reasoned);
    }

    /// <summary>A factory has thrown.</summary>
    /// <param name="step">What it was asked for.</param>
    /// <param name="error">What it has thrown.</param>
    public void Failed(string step, Exception error) => Log.PooledTargetFailed(logger, name, step, error);

    private static List<Measurement<int>> Observe(int which)
    {
        List<Measurement<int>> measurements = [];
        lock (Gate)
        {
            foreach (var (reference, tags) in Followed)
            {
                if (!reference.TryGetTarget(out var pool))
                    continue;

                pool.Measure(out var size, out var inUse, out var waiting);
                measurements.Add(new(which switch { 0 => size, 1 => inUse, _ => waiting }, tags));
            }
        }

        return measurements;
    }
}
