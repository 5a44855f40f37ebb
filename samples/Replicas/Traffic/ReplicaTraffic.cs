namespace Replicas.Traffic;

/// <summary>What went to one replica in one run. Safe for concurrent use.</summary>
internal sealed class ReplicaTraffic(Func<TimeSpan> now)
{
    private readonly Lock _gate = new();
    private readonly List<Attempt> _attempts = [];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;

    /// <summary>The attempts that have begun.</summary>
    public Attempt[] Attempts
    {
        get
        {
            lock (_gate)
                return [.. _attempts];
        }
    }

    /// <summary>Is completed when the replica has been let go of.</summary>
    public Task Closed => _closed.Task;

    /// <summary>How many attempts were under way when the replica was taken out.</summary>
    public int UnderWayWhenLeaving { get; private set; }

    /// <summary>How many attempts were cut off by the replica's being let go of, or came after it: none, if draining works.</summary>
    public int Lost { get; private set; }

    /// <summary>An attempt begins.</summary>
    /// <returns>Its number, to end it with.</returns>
    public int Begin()
    {
        lock (_gate)
        {
            _underWay++;
            if (_closed.Task.IsCompleted)
                Lost++;

            _attempts.Add(new(now(), AttemptEnd.None, TimeSpan.Zero));
            return _attempts.Count - 1;
        }
    }

    public void End(int number, AttemptEnd end)
    {
        lock (_gate)
        {
            _underWay--;
            var began = _attempts[number].At;
            _attempts[number] = new(began, end, now() - began);
        }
    }

    public void MarkLeaving()
    {
        lock (_gate)
            UnderWayWhenLeaving = _underWay;
    }

    public void Close()
    {
        lock (_gate)
            Lost += _underWay;

        _closed.TrySetResult();
    }
}
