using System.Collections.Concurrent;
using Ambassador.Time;

namespace Ambassador.Timeouts;

/// <summary>
/// Watches over the deadlines of all running attempts with one timer, and keeps the pool of <see cref="AttemptTimer"/>s.
/// Safe for concurrent use.
/// </summary>
/// <remarks>
/// <para>
/// An attempt that starts writes down its deadline and compares it with the time of the next scan; only if it is earlier does
/// it touch the timer. As attempts of one method have deadlines in the order of their starts, that is about once per timeout,
/// not once per call. A scan fires what is due and sets the timer for the earliest deadline left, so deadlines are exact.
/// </para>
/// <para>
/// Memory model: a starting attempt publishes its deadline with a full fence and then reads <c>_nextScan</c>; a scan sets <c>_nextScan</c> to
/// "never" with a full fence and then reads the deadlines. Whichever comes second sees the other, so none is overlooked.
/// </para>
/// </remarks>
internal sealed class DeadlineScanner : IDisposable
{
    private const int MaxPooled = 4_096;

    [ThreadStatic]
    private static ThreadCache? t_cache;

    private readonly Clock _clock;
    private readonly ITimer _timer;
    private readonly ConcurrentQueue<AttemptTimer> _pool = new();
    private readonly Lock _gate = new();
    private readonly Stack<int> _freeSlots = new();
    private AttemptTimer?[] _slots = new AttemptTimer?[16];
    private int _slotCount;
    private long _nextScan = long.MaxValue;

    public DeadlineScanner(Clock clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(static scanner => ((DeadlineScanner)scanner!).Scan(), this);
    }

    /// <summary>How many timers exist, pooled or in use. Returns to the pool's size when all calls are over.</summary>
    public int TimerCount
    {
        get
        {
            lock (_gate)
                return _slotCount - _freeSlots.Count;
        }
    }

    /// <summary>How many timers run. 0 when all calls are over.</summary>
    public int TimersInUse
    {
        get
        {
            lock (_gate)
                return _slots.Count(timer => timer is { Deadline: > 0 });
        }
    }

    /// <summary>A timer that runs until <paramref name="deadline"/>, or until the caller cancels.</summary>
    public AttemptTimer Start(long deadline, CancellationToken caller)
    {
        var timer = Rent();
        timer.Start(deadline);
        if (deadline < Volatile.Read(ref _nextScan))
            ScanNoLaterThan(deadline);

        timer.Follow(caller);
        return timer;
    }

    /// <summary>The attempt is over; its timer goes back to the pool if nothing can still reach it.</summary>
    public void Stop(AttemptTimer timer)
    {
        var cache = t_cache ??= new();
        if (!timer.TryReset())
        {
            Forget(timer);
        }
        else if (cache.Timer is null)
        {
            cache.Timer = timer;
        }
        else if (_pool.Count < MaxPooled)
        {
            _pool.Enqueue(timer);
        }
        else
        {
            Forget(timer);
        }
    }

    public void Dispose() => _timer.Dispose();

    private AttemptTimer Rent()
    {
        if (t_cache is { Timer: { } cached } cache && cached.Owner == this)
        {
            cache.Timer = null;
            return cached;
        }

        return _pool.TryDequeue(out var timer) ? timer : Add();
    }

    private AttemptTimer Add()
    {
        lock (_gate)
        {
            if (!_freeSlots.TryPop(out var slot))
            {
                slot = _slotCount++;
                if (slot == _slots.Length)
                    Array.Resize(ref _slots, slot * 2);
            }

            return _slots[slot] = new AttemptTimer(this, slot);
        }
    }

    private void Forget(AttemptTimer timer)
    {
        lock (_gate)
        {
            _slots[timer.Slot] = null;
            _freeSlots.Push(timer.Slot);
        }
    }

    private void ScanNoLaterThan(long deadline)
    {
        lock (_gate)
        {
            if (deadline < _nextScan)
                ScanAt(deadline);
        }
    }

    private void Scan()
    {
        List<AttemptTimer>? due = null;
        lock (_gate)
        {
            Interlocked.Exchange(ref _nextScan, long.MaxValue);
            var now = _clock.Now;
            var next = long.MaxValue;
            for (var slot = 0; slot < _slotCount; slot++)
            {
                if (_slots[slot] is not { Deadline: > 0 and var deadline } timer)
                    continue;

                if (deadline > now)
                    next = Math.Min(next, deadline);
                else if (timer.TryExpire(deadline))
                    (due ??= []).Add(timer);
            }

            if (next != long.MaxValue)
                ScanAt(next);
        }

        if (due is null)
            return;

        // Firing runs the caller's code. The last may have this thread; the others must not wait for it.
        for (var i = 0; i < due.Count - 1; i++)
            ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.Fire(), due[i], preferLocal: false);

        due[^1].Fire();
    }

    private void ScanAt(long deadline)
    {
        Volatile.Write(ref _nextScan, deadline);
        Clock.Set(_timer, deadline - _clock.Now);
    }

    /// <summary>The timer that a thread used last. When the thread is gone, so is the timer.</summary>
    private sealed class ThreadCache
    {
        public AttemptTimer? Timer { get; set; }

        ~ThreadCache()
        {
            if (Timer is { Owner: DeadlineScanner owner } timer)
                owner.Forget(timer);
        }
    }
}
