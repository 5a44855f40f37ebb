namespace Ambassador.Time;

/// <summary>
/// Successes, failures and slow attempts of the last so many seconds, in ten windows that are replaced as time passes. The arithmetic is that of
/// Polly's rolling health metrics: a window opens with the first outcome after the one before it has ended, and falls out
/// once its start is a whole sampling duration ago. Besides, how many failures have come in a row, however long ago they began.
/// </summary>
/// <remarks>
/// <para>A success is far too common to read the clock for. Each window is retired by a timer when it ends, so a success adds to whatever
/// window there is; with none, it comes back with the lock and opens one. A circuit that is not used has no timer running.</para>
/// <para>A success does not end a row either: the next failure sees that there are more successes than at the failure before.</para>
/// <para>
/// Memory model: <see cref="TrySuccess"/> takes no lock. It reads the current window (volatile) and counts (<see cref="ThreadCount"/>). A window knows how many
/// successes there were when it opened, so a success belongs to whatever window is current when it is counted, and none is lost: one that meets a window just
/// being retired belongs to that or to the next.
/// Everything else runs under the caller's lock, but for the timer, which only takes away the window that it was set for.
/// </para>
/// </remarks>
internal sealed class RollingCounts(Clock clock, long duration)
{
    private const int WindowCount = 10;

    private readonly ThreadCount _successes = new();
    private readonly Queue<Window> _windows = new(WindowCount + 1);
    private readonly long _windowDuration = Math.Max(TimeSpan.TicksPerMillisecond, duration / WindowCount);
    private Window? _current;
    private ITimer? _retirement;
    private int _successesAtLastFailure;

    /// <summary>How many failures have come since the last success that was counted before one of them.</summary>
    public int FailuresInRow { get; private set; }

    /// <summary>Counts a success where that takes no lock; false when a new window is due and the caller has to come back with the lock.</summary>
    public bool TrySuccess()
    {
        if (Volatile.Read(ref _current) is null)
            return false;

        _successes.Increment();
        return true;
    }

    public void Success()
    {
        Current(clock.Now);
        _successes.Increment();
    }

    public void SlowSuccess(long now)
    {
        Current(now).Slow++;
        _successes.Increment();
    }

    public void Failure(long now, bool isSlow)
    {
        var window = Current(now);
        window.Failures++;
        if (isSlow)
            window.Slow++;

        var successes = _successes.Total;
        FailuresInRow = successes == _successesAtLastFailure ? FailuresInRow + 1 : 1;
        _successesAtLastFailure = successes;
    }

    public (int Failures, int Slow, int Total) Sum(long now)
    {
        Current(now);
        int failures = 0, slow = 0;
        foreach (var window in _windows)
        {
            failures += window.Failures;
            slow += window.Slow;
        }

        var successes = _successes.Total - _windows.Peek().SuccessesBefore;
        return (failures, slow, successes + failures);
    }

    private Window Current(long now)
    {
        var window = Volatile.Read(ref _current);
        if (window is null || now - window.Start >= _windowDuration)
        {
            window = new Window(now, _successes.Total);
            _windows.Enqueue(window);
            Volatile.Write(ref _current, window);
            RetireInTime();
        }

        while (now - _windows.Peek().Start >= duration)
            _windows.Dequeue();

        return window;
    }

    private void RetireInTime()
    {
        _retirement ??= clock.CreateTimer(static counts => ((RollingCounts)counts!).Retire(), this);
        Clock.Set(_retirement, _windowDuration);
    }

    private void Retire()
    {
        // A timer that comes late must not take the next window away before its time; the next outcome under the lock would see to it anyway.
        if (Volatile.Read(ref _current) is { } window && clock.Now - window.Start >= _windowDuration)
            Interlocked.CompareExchange(ref _current, null, window);
    }

    private sealed class Window(long start, int successesBefore)
    {
        public readonly long Start = start;
        public readonly int SuccessesBefore = successesBefore;
        public int Failures;
        public int Slow;
    }
}
