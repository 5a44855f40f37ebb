using System.Diagnostics.CodeAnalysis;
using Ambassador.Pooling;
using Ambassador.Targets;
using Ambassador.Telemetry;

namespace Ambassador.Clusters;

/// <summary>
/// Who belongs to a cluster: made when they come, warmed up before they get calls, disposed when they have gone and the last attempt on them has ended.
/// </summary>
/// <param name="parts">What the cluster is made of.</param>
/// <param name="gate">The cluster's lock, under which everything here changes.</param>
/// <param name="poolRules">What pools go by at present.</param>
/// <param name="changed">Is told who may be called now; under the lock.</param>
internal sealed class Members<TTarget>(
    ClusterParts<TTarget> parts, Lock gate, Func<PoolRules> poolRules, Action<IReadOnlyList<Target<TTarget>>> changed)
    where TTarget : class
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Member> _members = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _leaving = [];
    private string[] _listed = [];
    private bool _isClosed;

    /// <summary>Is completed once those who were there first are ready, or nobody will ever be.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Why there is somebody less than there should be, if that is so.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The sources have said who is there.</summary>
    public void Update(IReadOnlyCollection<TargetEndpoint> endpoints)
    {
        lock (gate)
        {
            if (_isClosed)
                return;

            var gone = _members.Values.ExceptBy(endpoints.Select(endpoint => endpoint.Address), member => member.Target.Endpoint.Address).ToArray();
            foreach (var member in gone)
                _members.Remove(member.Target.Endpoint.Address);

            Failure = null;
            _listed = [.. endpoints.Select(endpoint => endpoint.Address)];
            var joining = endpoints.Select(Meet).ToArray();

            // First nobody chooses them any more, then they are closed.
            Tell();
            foreach (var member in gone)
                Leave(member);

            _ = BecomeReadyAsync(joining);
        }
    }

    /// <summary>Nobody belongs to it any more.</summary>
    /// <returns>Is completed when the last of them has been disposed.</returns>
    public Task Close()
    {
        lock (gate)
        {
            _isClosed = true;
            _ready.TrySetResult();
            var members = _members.Values.ToArray();
            _members.Clear();
            Tell();
            foreach (var member in members)
                Leave(member);

            return Task.WhenAll(_leaving);
        }
    }

    private Task Meet(TargetEndpoint endpoint)
    {
        if (_members.TryGetValue(endpoint.Address, out var known))
        {
            known.Target.Endpoint = endpoint;
            return known.Ready;
        }

        if (Create(endpoint) is not { } member)
            return Task.CompletedTask;

        _members.Add(endpoint.Address, member);
        if (member.WarmUp is null)
        {
            Join(member);
        }
        else
        {
            member.WarmUpTime = new(s_warmUp, parts.Clock.Provider);
            member.Ready = WarmUpAsync(member, member.WarmUp, member.WarmUpTime.Token);
        }

        return member.Ready;
    }

    // One that cannot be made is left out until the sources say something again.
    [SuppressMessage("Design", "CA1031", Justification = "The user's own code may throw anything.")]
    private Member? Create(TargetEndpoint endpoint)
    {
        try
        {
            return parts.Pool is { } pool ? MakePooled(endpoint, pool(endpoint)) : Make(endpoint, parts.Create(endpoint));
        }
        catch (Exception error)
        {
            Failure = error;
            Log.TargetFailed(parts.Logger, parts.Name, endpoint.Address, error);
            return null;
        }
    }

    private Member Make(TargetEndpoint endpoint, TargetInstance<TTarget> made) =>
        new(new Target<TTarget>(endpoint, made.Instance, parts.Clock), made.DisposeAsync)
        {
            WarmUp = parts.WarmUp is { } warmUp ? token => warmUp(made.Instance!, token).AsTask() : null,
        };

    private Member MakePooled(TargetEndpoint endpoint, IPooledTargetFactory<TTarget> factory)
    {
        var tags = Instruments.TagsOf(parts.Name, parts.ServiceKey);
        tags.Add(Instruments.TargetTag, endpoint.Address);
        var telemetry = new PoolTelemetry(parts.Logger, $"{parts.Name} at {endpoint}", tags);
        var pool = new TargetPool<TTarget>(factory, poolRules(), parts.Clock, parts.Randomizer, telemetry);
        return new(new Target<TTarget>(endpoint, instance: null, parts.Clock) { Pool = pool }, pool.DisposeAsync)
        {
            WarmUp = poolRules().Min > 0 ? pool.WarmUpAsync : null,
        };
    }

    [SuppressMessage("Design", "CA1031", Justification = "The user's own code may throw anything.")]
    private async Task WarmUpAsync(Member member, Func<CancellationToken, Task> warmUp, CancellationToken time)
    {
        // Not under the lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Exception? failure = null;
        try
        {
            await warmUp(time).WaitAsync(s_warmUp, parts.Clock.Provider, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = error;
        }

        lock (gate)
        {
            member.WarmUpTime!.Dispose();
            member.WarmUpTime = null;
            if (!_members.ContainsValue(member))
                return;

            if (failure is not null)
                Log.WarmUpFailed(parts.Logger, parts.Name, member.Target.Endpoint.Address, failure);

            Join(member);
            Tell();
        }
    }

    private void Join(Member member)
    {
        member.HasJoined = true;

        // Those who are there first share the calls at once: none of them is warmer than the others.
        member.Target.AvailableSince = _ready.Task.IsCompleted ? parts.Clock.Now : 0;
        Log.TargetJoined(parts.Logger, parts.Name, member.Target.Endpoint.Address);
    }

    private async Task BecomeReadyAsync(Task[] joining)
    {
        await Task.WhenAll(joining).ConfigureAwait(false);
        _ready.TrySetResult();
    }

    private void Leave(Member member)
    {
        _leaving.RemoveAll(static task => task.IsCompleted);
        _ = member.WarmUpTime?.CancelAsync();
        _leaving.Add(LeaveAsync(member));
    }

    [SuppressMessage("Design", "CA1031", Justification = "The user's own code may throw anything.")]
    private async Task LeaveAsync(Member member)
    {
        var address = member.Target.Endpoint.Address;
        Log.TargetLeft(parts.Logger, parts.Name, address);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        member.Target.Drain(closed.SetResult);
        await Task.WhenAll(closed.Task, member.Ready).ConfigureAwait(false);
        try
        {
            await member.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.TargetNotDisposed(parts.Logger, parts.Name, address, error);
        }
    }

    // In the order of their sources, which some ways to choose go by.
    private void Tell() => changed(
        [.. _listed.Select(address => _members.GetValueOrDefault(address)).Where(member => member?.HasJoined == true).Select(member => member!.Target)]);

    private sealed class Member(Target<TTarget> target, Func<ValueTask> dispose)
    {
        public Target<TTarget> Target => target;

        public Func<CancellationToken, Task>? WarmUp { get; init; }

        /// <summary>What ends the warm-up; null before and after it.</summary>
        public CancellationTokenSource? WarmUpTime { get; set; }

        /// <summary>Is completed once it is as warm as it gets.</summary>
        public Task Ready { get; set; } = Task.CompletedTask;

        public bool HasJoined { get; set; }

        public ValueTask DisposeAsync() => dispose();
    }
}
