using System.Diagnostics;
using Replicas.Processes;

namespace Replicas.Traffic;

/// <summary>What went to which replica in one run. Safe for concurrent use.</summary>
internal sealed class TrafficLog
{
    private readonly Dictionary<string, ReplicaTraffic> _traffic;
    private readonly Dictionary<Uri, string> _names;
    private long _start = Stopwatch.GetTimestamp();

    public TrafficLog(ReplicaFleet fleet)
    {
        _traffic = ReplicaFleet.Names.ToDictionary(name => name, _ => new ReplicaTraffic(() => Now));
        _names = ReplicaFleet.Names.ToDictionary(name => fleet[name].Address, name => name);
    }

    /// <summary>The time since the start.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    public ReplicaTraffic this[string name] => _traffic[name];

    public ReplicaTraffic At(Uri address) => _traffic[_names[address]];

    public string NameOf(Uri address) => _names.GetValueOrDefault(address, "");

    /// <summary>The run begins now. To be called before the first call.</summary>
    public void Start() => _start = Stopwatch.GetTimestamp();
}
