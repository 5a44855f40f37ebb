using Replicas.Clients;
using Replicas.Processes;
using Replicas.Traffic;

namespace Replicas.Story;

/// <summary>Where the story is played: what happens to the replicas happens here, and callers are told what service discovery would tell them.</summary>
internal sealed class Stage
{
    // Draining takes as long as the longest call, and no call takes this long.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly ReplicaFleet _fleet;
    private readonly TrafficLog _traffic;
    private readonly List<string> _present = ["a", "b", "c", "d"];
    private readonly Dictionary<string, ReplicaState> _states;
    private readonly Lock _gate = new();
    private Task _drained = Task.CompletedTask;

    public Stage(ReplicaFleet fleet, TrafficLog traffic)
    {
        _fleet = fleet;
        _traffic = traffic;
        _states = ReplicaFleet.Names.ToDictionary(name => name, name => _present.Contains(name) ? ReplicaState.Well : ReplicaState.Absent);
        Tell();
    }

    /// <summary>What callers know of the replicas.</summary>
    public SpokenTargets Targets { get; } = new();

    public ReplicaState StateOf(string name)
    {
        lock (_gate)
            return _states[name];
    }

    /// <summary>Waits for a time, from the start of the run.</summary>
    public async Task UntilAsync(TimeSpan at, CancellationToken cancellationToken)
    {
        var early = at - _traffic.Now;
        if (early > TimeSpan.Zero)
            await Task.Delay(early, cancellationToken);
    }

    /// <summary>Waits until the replica that drains, if there is one, has been stopped.</summary>
    public Task DrainedAsync(CancellationToken cancellationToken) => _drained.WaitAsync(cancellationToken);

    public void TurnSlow(string name)
    {
        _fleet[name].TurnSlow();
        Become(name, ReplicaState.Slow);
    }

    public void Recover(string name)
    {
        _fleet[name].Recover();
        Become(name, ReplicaState.Well);
    }

    public void Kill(string name)
    {
        _fleet[name].Kill();
        Become(name, ReplicaState.Dead);
    }

    public void Add(string name)
    {
        _present.Add(name);
        Tell();
        Become(name, ReplicaState.Well);
    }

    public void Drain(string name)
    {
        _present.Remove(name);
        _traffic[name].MarkLeaving();
        Tell();
        Become(name, ReplicaState.Draining);
        _drained = StopWhenDrainedAsync(name);
    }

    private async Task StopWhenDrainedAsync(string name)
    {
        // One that is not let go of in time is not stopped; the report says so.
        await Task.WhenAny(_traffic[name].Closed, Task.Delay(s_patience));
        if (!_traffic[name].Closed.IsCompleted)
            return;

        await _fleet[name].StopAsync(CancellationToken.None);
        Become(name, ReplicaState.Stopped);
    }

    private void Tell() => Targets.Say(_present.Select(name => _fleet[name].Address));

    private void Become(string name, ReplicaState state)
    {
        lock (_gate)
            _states[name] = state;
    }
}
