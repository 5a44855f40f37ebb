using Polly.RateLimiting;

namespace Ambassador.Limiting;

/// <summary>
/// Bounds calls: lets one in at once, has it wait in line, first come, first served, or refuses it. Whoever waits is never overtaken, and a
/// caller who cancels gives up the place in line. Safe for concurrent use.
/// </summary>
/// <remarks>
/// Everything changes under <see cref="Gate"/>. Callers in line go on on the thread pool, so that the one who lets them in is not held. The semantics
/// are those of System.Threading.RateLimiting's limiters with the oldest first; theirs cannot be used because their limits are fixed for life
/// and their time is the system's.
/// </remarks>
/// <param name="kind">What it is, as telemetry names it.</param>
internal abstract class Limit(string kind)
{
    private readonly LinkedList<Waiter> _line = [];
    private int _queueLimit;
    private int _users;

    /// <summary>What it is, as telemetry names it.</summary>
    public string Kind => kind;

    /// <summary>How many calls wait.</summary>
    public int Queued
    {
        get
        {
            lock (Gate)
                return _line.Count;
        }
    }

    /// <summary>How many calls may be under way at a time; null where they are counted as they begin.</summary>
    public virtual int? Allowed => null;

    /// <summary>How many calls are under way; 0 where they are counted as they begin.</summary>
    public virtual int Running => 0;

    protected Lock Gate { get; } = new();

    /// <summary>How many calls wait. For those who hold <see cref="Gate"/>.</summary>
    protected int LineLength => _line.Count;

    /// <summary>Whether nothing would be different with a new one: nobody is about to use it, nobody waits and nothing is spent.</summary>
    public bool IsIdle
    {
        get
        {
            lock (Gate)
                return Volatile.Read(ref _users) == 0 && _line.Count == 0 && IsUntouched();
        }
    }

    /// <summary>Takes on settings. Whoever is in or in line stays.</summary>
    public abstract void Apply(PolicySettings settings);

    /// <summary>What a refused caller is told.</summary>
    /// <param name="method">The method as messages name it.</param>
    public abstract RateLimiterRejectedException Refusal(string method);

    /// <summary>Keeps it from being idle until <see cref="Unpin"/>.</summary>
    public void Pin() => Interlocked.Increment(ref _users);

    /// <summary>Ends <see cref="Pin"/>.</summary>
    public void Unpin() => Interlocked.Decrement(ref _users);

    /// <summary>Lets a call in, now or, if it may wait, when its turn has come.</summary>
    /// <returns>Whether it is in; false is a refusal, and comes at once.</returns>
    /// <exception cref="OperationCanceledException">The caller has cancelled while waiting.</exception>
    public ValueTask<bool> EnterAsync(bool mayWait, CancellationToken caller)
    {
        Waiter waiter;
        lock (Gate)
        {
            if (_line.Count == 0 && TryTake())
                return new(true);

            if (!mayWait || _line.Count >= _queueLimit)
                return new(false);

            waiter = new(this);
            _line.AddLast(waiter.Place);
            if (_line.Count == 1)
                Stalled();
        }

        return waiter.WaitAsync(caller);
    }

    /// <summary>Lets a call in, if there is room for it now.</summary>
    public bool TryEnter()
    {
        lock (Gate)
            return _line.Count == 0 && TryTake();
    }

    /// <summary>Changes how many may wait. Under <see cref="Gate"/>.</summary>
    protected void SetQueue(double limit) => _queueLimit = (int)limit;

    /// <summary>Lets in whom there is room for. Under <see cref="Gate"/>.</summary>
    protected void Serve()
    {
        while (_line.First is { } first && TryTake())
        {
            _line.RemoveFirst();
            first.Value.SetResult(true);
        }

        if (_line.Count > 0)
            Stalled();
    }

    /// <summary>Takes what one call needs, if there is room. Under <see cref="Gate"/>.</summary>
    protected abstract bool TryTake();

    /// <summary>Whether nothing is taken. Under <see cref="Gate"/>.</summary>
    protected abstract bool IsUntouched();

    /// <summary>There is somebody in line, and no room. Under <see cref="Gate"/>.</summary>
    protected virtual void Stalled()
    {
    }

    /// <summary>A caller in line.</summary>
    private sealed class Waiter : TaskCompletionSource<bool>
    {
        private readonly Limit _limit;

        public Waiter(Limit limit)
            : base(TaskCreationOptions.RunContinuationsAsynchronously)
        {
            _limit = limit;
            Place = new(this);
        }

        public LinkedListNode<Waiter> Place { get; }

        public async ValueTask<bool> WaitAsync(CancellationToken caller)
        {
            using (caller.UnsafeRegister(static (waiter, token) => ((Waiter)waiter!).Leave(token), this))
                return await Task.ConfigureAwait(false);
        }

        private void Leave(CancellationToken caller)
        {
            lock (_limit.Gate)
            {
                // Let in a moment ago: the call begins, and is told by its token.
                if (Place.List is not { } line)
                    return;

                line.Remove(Place);
            }

            TrySetCanceled(caller);
        }
    }
}
