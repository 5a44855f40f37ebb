using System.Diagnostics.CodeAnalysis;
using Ambassador.Targets;
using Ambassador.Telemetry;
using Ambassador.Time;
using Polly.RateLimiting;
using Polly.Timeout;

namespace Ambassador.Pooling;

/// <summary>
/// Targets that serve one call at a time. The one used last is used next, so that those that are too many fall idle; calls that find none wait in line, first
/// come, first served, while targets are made for them. Safe for concurrent use.
/// </summary>
/// <remarks>
/// <para>Memory model: counts, idle targets and the line change under <c>_gate</c> only. A target that is neither idle nor leased is in the hands of exactly
/// one: its creation, its reset, its validation or its disposal. The factory is never called under the lock.</para>
/// <para>Targets are made for the pool and not for a caller, as HttpClient's connections are: a caller who leaves does not stop a target from being made, and one who
/// waits takes whichever is free first.</para>
/// </remarks>
internal sealed partial class TargetPool<T> : IMeasuredPool, IAsyncDisposable
    where T : class
{
    private readonly Lock _gate = new();
    private readonly List<PooledTarget<T>> _idle = [];
    private readonly LinkedList<Waiter> _line = [];
    private readonly IPooledTargetFactory<T> _factory;
    private readonly Clock _clock;
    private readonly Func<double> _randomizer;
    private readonly PoolTelemetry _telemetry;
    private readonly Action<PooledTarget<T>, AttemptOutcome> _ended;
    private volatile PoolRules _rules;
    private Waiter? _spare;
    private int _size;
    private int _creating;

    /// <summary>An empty pool.</summary>
    /// <param name="factory">Makes the targets.</param>
    /// <param name="rules">What to begin with.</param>
    /// <param name="clock">Time, for everything.</param>
    /// <param name="randomizer">Numbers from [0, 1).</param>
    /// <param name="telemetry">What is told.</param>
    public TargetPool(IPooledTargetFactory<T> factory, PoolRules rules, Clock clock, Func<double> randomizer, PoolTelemetry telemetry)
    {
        (_factory, _rules, _clock, _randomizer, _telemetry) = (factory, rules, clock, randomizer, telemetry);
        _ended = Ended;
        _stopping = _stop.Token;
        telemetry.Follow(this);
    }

    /// <summary>How things stand.</summary>
    public PoolCounts Counts
    {
        get
        {
            lock (_gate)
                return new(_size, _creating, _idle.Count, _line.Count);
        }
    }

    /// <summary>Takes on other rules. Calls in line keep the deadline that they came with.</summary>
    public void Apply(PoolRules rules)
    {
        lock (_gate)
            _rules = rules;

        Tend();
    }

    /// <summary>Leases a target, at once if one is idle and otherwise when it is the caller's turn.</summary>
    /// <param name="caller">Gives up the place in line.</param>
    /// <exception cref="RateLimiterRejectedException">Too many wait already.</exception>
    /// <exception cref="TimeoutRejectedException">No target was free or made in time.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled while waiting.</exception>
    /// <exception cref="ObjectDisposedException">The pool has shut down.</exception>
    public ValueTask<PoolLease<T>> AcquireAsync(CancellationToken caller)
        => TakeOrJoin(caller, out var lease) is { } waiter ? waiter.WaitAsync() : new(lease);

    /// <summary>Leases a target as <see cref="AcquireAsync"/> does, and blocks until it has one.</summary>
    /// <inheritdoc cref="AcquireAsync"/>
    public PoolLease<T> Acquire(CancellationToken caller)
        => TakeOrJoin(caller, out var lease) is { } waiter ? waiter.Wait() : lease;

    void IMeasuredPool.Measure(out int size, out int inUse, out int waiting)
    {
        var counts = Counts;
        (size, inUse, waiting) = (counts.Size, counts.InUse, counts.Waiting);
    }

    /// <summary>The place in line of a caller for whom there is nothing idle.</summary>
    private Waiter? TakeOrJoin(CancellationToken caller, out PoolLease<T> lease)
    {
        Waiter waiter;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_idle.Count > 0)
            {
                lease = _idle[^1].Lease();
                _idle.RemoveAt(_idle.Count - 1);
                return null;
            }

            // Those that a target is being made for, or can be, do not count.
            if (_line.Count >= _rules.Queue + _creating + Math.Max(0, _rules.Max - _size))
                throw new RateLimiterRejectedException($"{_telemetry.Name} was refused by its pool: all {_rules.Max} targets are in use, and {_rules.Queue} calls wait.");

            waiter = _spare ?? new Waiter(this);
            _spare = waiter.NextSpare;
            waiter.Join();
        }

        lease = default;
        waiter.Follow(caller);
        CreateWanted();
        return waiter;
    }

    /// <summary>A lease has ended.</summary>
    private void Ended(PooledTarget<T> target, AttemptOutcome outcome)
    {
        if (outcome == AttemptOutcome.Succeeded)
        {
            Review(target, isUsed: true);
            return;
        }

        Discard(target, outcome switch
        {
            AttemptOutcome.Failed => DiscardReason.Failed,
            AttemptOutcome.Unanswered => DiscardReason.Unanswered,
            _ => DiscardReason.Abandoned,
        });
    }

    /// <summary>Resets a target that was used, or validates one that was not.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "A factory that throws has said no.")]
    private void Review(PooledTarget<T> target, bool isUsed)
    {
        ValueTask<bool> review;
        try
        {
            review = isUsed ? _factory.ResetAsync(target.Value, _stopping) : _factory.ValidateAsync(target.Value, _stopping);
        }
        catch (Exception error)
        {
            review = ValueTask.FromException<bool>(error);
        }

        if (review.IsCompletedSuccessfully)
            Conclude(target, isUsed, review.Result);
        else
            _ = ConcludeAsync(target, isUsed, review);
    }

    [SuppressMessage("Design", "CA1031", Justification = "A factory that throws has said no.")]
    private async Task ConcludeAsync(PooledTarget<T> target, bool isUsed, ValueTask<bool> review)
    {
        var isGood = false;
        try
        {
            isGood = await review.AsTask().WaitAsync(_rules.CheckTimeout, _clock.Provider).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _telemetry.Failed(isUsed ? "resetting" : "validating", error);
        }

        Conclude(target, isUsed, isGood);
    }

    private void Conclude(PooledTarget<T> target, bool isUsed, bool isGood)
    {
        if (!isGood)
        {
            Discard(target, isUsed ? DiscardReason.Reset : DiscardReason.Invalid);
            return;
        }

        lock (_gate)
        {
            target.CheckedAt = _clock.Now;
            if (isUsed)
                target.IdleSince = target.CheckedAt;

            if (Excess(target, target.CheckedAt) is not { } reason)
            {
                Offer(target);
                return;
            }

            GiveUp(target, reason);
        }

        CreateWanted();
    }

    /// <summary>Hands a target to who has waited longest, or lets it be idle. Under <c>_gate</c>.</summary>
    private void Offer(PooledTarget<T> target)
    {
        if (_line.First is { } first)
        {
            first.Value.Serve(target);
            return;
        }

        // The one used last is on top. A validation does not change the order.
        var place = _idle.Count;
        while (place > 0 && _idle[place - 1].IdleSince > target.IdleSince)
            place--;

        _idle.Insert(place, target);
        Schedule(Due(target));
    }

    /// <summary>Parts with a target that is in no one else's hands.</summary>
    private void Discard(PooledTarget<T> target, string reason)
    {
        lock (_gate)
            GiveUp(target, reason);

        CreateWanted();
    }

    /// <summary>Gives up the target's place at once; its disposal, which may block, is left to the thread pool. Under <c>_gate</c>.</summary>
    private void GiveUp(PooledTarget<T> target, string reason)
    {
        _size--;
        _disposing++;
        ThreadPool.UnsafeQueueUserWorkItem(
            static gone => _ = gone.Pool.DisposeAsync(gone.Target, gone.Reason), (Pool: this, Target: target, Reason: reason), preferLocal: false);
    }
}
