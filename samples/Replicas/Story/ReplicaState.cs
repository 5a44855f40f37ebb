namespace Replicas.Story;

/// <summary>How a replica is.</summary>
internal enum ReplicaState
{
    /// <summary>It runs, and callers do not know of it yet.</summary>
    Absent,

    Well,

    Slow,

    Dead,

    /// <summary>It gets no new calls, and answers those that it has.</summary>
    Draining,

    /// <summary>It has answered its last call and was stopped.</summary>
    Stopped,
}
