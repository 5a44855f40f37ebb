using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ambassador.Health;
using Ambassador.Targets;
using Ambassador.Telemetry;
using Microsoft.Extensions.Logging;

namespace Ambassador.Clusters;

/// <summary>What a cluster reports of its targets. The gauges follow the clusters of every runtime without keeping any alive.</summary>
internal sealed class ClusterTelemetry
{
    private static readonly Lock Gate = new();
    private static readonly List<WeakReference<ClusterTelemetry>> Followed = [];

    private readonly ILogger _logger;
    private readonly string _interface;
    private readonly TagList _tags;
    private readonly Func<IReadOnlyCollection<Target>> _targets;

    static ClusterTelemetry()
    {
        Instruments.Meter.CreateObservableGauge(
            "ambassador.target.available", () => Observe(static target => target.IsAvailable ? 1 : 0), "{target}", "Whether a target may be called: 0 if it is ejected or unhealthy.");
        Instruments.Meter.CreateObservableGauge(
            "ambassador.target.pending", () => Observe(static target => target.Pending), "{attempt}", "How many attempts on a target are under way.");
    }

    public ClusterTelemetry(ILogger logger, string interfaceName, object? serviceKey, Func<IReadOnlyCollection<Target>> targets)
    {
        _logger = logger;
        _interface = interfaceName;
        _targets = targets;
        _tags = Instruments.TagsOf(interfaceName, serviceKey);
        lock (Gate)
        {
            Followed.RemoveAll(static reference => !reference.TryGetTarget(out _));
            Followed.Add(new(this));
        }
    }

    /// <summary>Something has become of a target.</summary>
    public void Told(EjectionEvent told)
    {
        var (target, cause) = (told.Target.Endpoint.Address, told.Cause?.ToString() ?? "");
        if (told.Kind == EjectionEventKind.Ejected)
        {
            var tags = TagsOf(told.Target);
            tags.Add(Instruments.EjectionCauseTag, cause);
            Instruments.Ejections.Add(1, tags);
            Log.TargetEjected(_logger, _interface, target, told.Duration.TotalSeconds, cause);
        }
        else if (told.Kind == EjectionEventKind.Returned)
        {
            Log.TargetReturned(_logger, _interface, target);
        }
        else
        {
            Log.TargetNotEjected(_logger, _interface, target, cause);
        }
    }

    /// <summary>The health of a target has changed.</summary>
    public void Told(HealthCheckEvent told) =>
        Log.TargetHealthChanged(_logger, _interface, told.Target.Endpoint.Address, told.Target.Health.ToString(), told.Error);

    private static List<Measurement<int>> Observe(Func<Target, int> measure)
    {
        List<Measurement<int>> measurements = [];
        lock (Gate)
        {
            foreach (var reference in Followed)
            {
                if (reference.TryGetTarget(out var cluster))
                    measurements.AddRange(cluster._targets().Select(target => new Measurement<int>(measure(target), cluster.TagsOf(target))));
            }
        }

        return measurements;
    }

    private TagList TagsOf(Target target)
    {
        var tags = _tags;
        tags.Add(Instruments.TargetTag, target.Endpoint.Address);
        return tags;
    }
}
