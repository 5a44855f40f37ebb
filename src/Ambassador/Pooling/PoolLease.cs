using Ambassador.Targets;

namespace Ambassador.Pooling;

/// <summary>A target in the hands of one call. Whoever ends the lease first decides what becomes of the target; everybody else's say has no effect, then or later.</summary>
internal readonly struct PoolLease<T>(PooledTarget<T> pooled, long number)
    where T : class
{
    /// <summary>What the call goes to.</summary>
    public T Target => pooled.Value;

    /// <summary>
    /// Ends the lease. After a success the target serves others; after anything else it is disposed at once, even while the call is still running on it.
    /// Never waits and never throws.
    /// </summary>
    /// <param name="outcome">How the call has ended.</param>
    public void Return(AttemptOutcome outcome) => pooled.End(number, outcome);

    /// <summary>Ends the lease at once when a token is cancelled, whether the call heeds it or not. The registration is disposed before the lease is returned.</summary>
    /// <param name="token">The token.</param>
    public CancellationTokenRegistration AbandonOn(CancellationToken token) =>
        token.UnsafeRegister(static pooled => ((PooledTarget<T>)pooled!).Abandon(), pooled);
}

/// <summary>One target of a pool.</summary>
/// <remarks>
/// Memory model: the number is odd while the target is leased. A lease ends by one compare-and-exchange of its own number, which is never used again, so
/// one that has ended cannot end another's. Whoever has won, or has taken the target out of the idle ones under the pool's lock, is alone with it.
/// </remarks>
internal sealed class PooledTarget<T>(T value, long expires, Action<PooledTarget<T>, AttemptOutcome> ended)
    where T : class
{
    private long _number;

    public T Value => value;

    /// <summary>When its lifetime is over.</summary>
    public long Expires => expires;

    /// <summary>When its last call ended.</summary>
    public long IdleSince { get; set; }

    /// <summary>When it was last known to be good.</summary>
    public long CheckedAt { get; set; }

    /// <summary>Leases it. For who is alone with it.</summary>
    public PoolLease<T> Lease() => new(this, ++_number);

    /// <summary>Ends the lease that it has. For who holds that.</summary>
    public void Abandon() => End(Volatile.Read(ref _number), AttemptOutcome.Unanswered);

    public void End(long number, AttemptOutcome outcome)
    {
        if (Interlocked.CompareExchange(ref _number, number + 1, number) == number)
            ended(this, outcome);
    }
}
