using Replicas.Processes;
using Replicas.Story;
using Replicas.Traffic;

namespace Replicas.Report;

/// <summary>One run as it is at a moment, for whoever draws it.</summary>
internal sealed class Scene(string name, TimeSpan length, Stage stage, TrafficLog traffic) : IDisposable
{
    private readonly EjectedTargets _ejected = new();

    public string Name => name;

    public TimeSpan Length => length;

    public TimeSpan Now => traffic.Now < length ? traffic.Now : length;

    public Act Act => Script.ActAt(Now / length);

    /// <summary>What went to a replica so far.</summary>
    public Attempt[] AttemptsOn(string replica) => traffic[replica].Attempts;

    /// <summary>How every replica is, in a word.</summary>
    public IReadOnlyDictionary<string, string> States()
    {
        var ejected = _ejected.Ask().Select(address => traffic.NameOf(new Uri(address))).ToHashSet();
        return ReplicaFleet.Names.ToDictionary(
            replica => replica,
            replica => (stage.StateOf(replica), ejected.Contains(replica)) switch
            {
                (ReplicaState.Absent, _) => "",
                (var state, false) => $"{state}".ToLowerInvariant(),
                (ReplicaState.Well, true) => "ejected",
                (var state, true) => $"{state}, ejected".ToLowerInvariant(),
            });
    }

    public void Dispose() => _ejected.Dispose();
}
