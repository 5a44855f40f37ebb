using Ambassador.CircuitBreaking;
using Ambassador.Time;

namespace Ambassador.Differential.Tests;

/// <summary>
/// A clock that jumps from one event to the next, on one thread. At the same instant the policies' timers go off first, in the order in which they were set,
/// then what the script has set.
/// </summary>
/// <param name="waitsBlock">Whether a wait keeps the thread until it is over.</param>
internal sealed class VirtualTime(bool waitsBlock) : TimeProvider
{
    private readonly PriorityQueue<(Timer? Timer, int Version, Action? Action), (long Due, int Rank, long Sequence)> _queue = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly ExecutionContext _context = ExecutionContext.Capture()!;
    private readonly object _gate = new();
    private long _now;
    private long _sequence;
    private double _end;
    private bool _isBlocked;
    private int _endedElsewhere;
    private int _canceledWaits;
    private (long At, int Timers, bool Timeouts) _fired;

    /// <summary>Milliseconds since the beginning.</summary>
    public double NowMs => (double)_now / TimeSpan.TicksPerMillisecond;

    /// <summary>Whether something went on on another thread, so that it need not go on the same way again.</summary>
    public bool IsSpoilt { get; private set; }

    /// <summary>
    /// The first instant at which a timeout ran out together with another timer. Which is first is for the operating system to say, and for nobody to rely on;
    /// that none is lost then is for <c>TimeoutTests.Timeouts_that_run_out_at_one_instant_end_a_call_each</c> to say.
    /// </summary>
    public double TiedAtMs { get; private set; } = double.PositiveInfinity;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(_now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        if (waitsBlock && state is Task)
        {
            Block((int)dueTime.TotalMilliseconds);
            timer.Fire();
        }
        else
        {
            timer.Change(dueTime, period);
        }

        return timer;
    }

    /// <summary>Lets something happen later.</summary>
    public void After(int milliseconds, Action action) => Enqueue(milliseconds * TimeSpan.TicksPerMillisecond, rank: 2, (null, 0, action));

    /// <summary>A call has ended.</summary>
    public void Ended()
    {
        if (Environment.CurrentManagedThreadId == _thread)
            return;

        lock (_gate)
        {
            _endedElsewhere++;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Lets time pass until nothing is left to happen before the time given.</summary>
    public void RunUntil(double milliseconds)
    {
        _end = milliseconds * TimeSpan.TicksPerMillisecond;
        RunWhile(long.MaxValue);
    }

    /// <summary>Lets time pass while the caller keeps its thread. As there is but one, nobody does so while another does.</summary>
    public void Block(int milliseconds)
    {
        if (_isBlocked)
            return;

        _isBlocked = true;
        var until = _now + (milliseconds * TimeSpan.TicksPerMillisecond);
        RunWhile(until);
        _now = until;
        _isBlocked = false;
    }

    private void RunWhile(long notAfter)
    {
        while (_queue.TryPeek(out _, out var next) && next.Due <= notAfter && next.Due < _end)
            RunNext();
    }

    private void RunNext()
    {
        if (!_queue.TryDequeue(out var entry, out var when) || (entry.Timer is { } stale && stale.Version != entry.Version))
            return;

        _now = when.Due;
        if (entry.Timer is { Rank: 1 } timer)
            NoteTie(timer.IsTimeout);

        // What happens while somebody blocks the thread does not happen inside of that call.
        ExecutionContext.Run(_context, static action => ((Action)action!)(), entry.Action ?? entry.Timer!.Fire);
        AwaitCanceled();
    }

    // Whoever awaits a Task.Delay that is cancelled goes on on the thread pool, whatever the library. In both libraries the call is over then.
    private void AwaitCanceled()
    {
        lock (_gate)
        {
            while (_endedElsewhere < _canceledWaits)
                Monitor.Wait(_gate);

            IsSpoilt |= _endedElsewhere > _canceledWaits;
        }
    }

    private void NoteTie(bool isTimeout)
    {
        _fired = _fired.At == _now ? (_now, _fired.Timers + 1, _fired.Timeouts || isTimeout) : (_now, 1, isTimeout);
        if (_fired is { Timers: > 1, Timeouts: true })
            TiedAtMs = Math.Min(TiedAtMs, NowMs);
    }

    private void Enqueue(long ticks, int rank, (Timer? Timer, int Version, Action? Action) entry)
    {
        IsSpoilt |= Environment.CurrentManagedThreadId != _thread;
        _queue.Enqueue(entry, (_now + ticks, rank, _sequence++));
    }

    private sealed class Timer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private bool _isWait = state is Task;

        public int Version { get; private set; }

        // A success that comes at the very instant at which a slice of a circuit's window ends belongs to the next, as in Polly.
        public int Rank { get; } = state is RollingCounts ? 0 : 1;

        public bool IsTimeout => state is CancellationTokenSource;

        public void Fire()
        {
            _isWait = false;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Version++;
            if (dueTime != Timeout.InfiniteTimeSpan)
                time.Enqueue(dueTime.Ticks, Rank, (this, Version, null));

            return true;
        }

        public void Dispose()
        {
            Version++;
            if (_isWait)
                time._canceledWaits++;

            _isWait = false;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
