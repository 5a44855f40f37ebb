namespace Ambassador.CircuitBreaking;

/// <summary>
/// Successes and failures of the last so many seconds, in ten windows that are replaced as time passes. The arithmetic is that of
/// Polly's rolling health metrics: a window opens with the first outcome after the one before it has ended, and falls out
/// once its start is a whole sampling duration ago.
/// </summary>
/// <remarks>
/// Memory model: <see cref="Success"/> takes no lock. It reads the current window (volatile) and adds to it (interlocked).
/// A window is never reset, only dropped, so a success that meets a window just being replaced is counted where its time
/// belongs. Everything else runs under the caller's lock.
/// </remarks>
internal sealed class RollingCounts(long duration)
{
    private const int WindowCount = 10;

    private readonly Queue<Window> _windows = new(WindowCount + 1);
    private readonly long _windowDuration = Math.Max(1, duration / WindowCount);
    private volatile Window? _current;

    /// <summary>Counts a success where that takes no lock; false when a new window is due and the caller has to come back with the lock.</summary>
    public bool TrySuccess(long now)
    {
        if (_current is not { } window || now - window.Start >= _windowDuration)
            return false;

        Interlocked.Increment(ref window.Successes);
        return true;
    }

    public void Success(long now) => Interlocked.Increment(ref Current(now).Successes);

    public void Failure(long now) => Current(now).Failures++;

    public (int Failures, int Total) Sum(long now)
    {
        Current(now);
        int successes = 0, failures = 0;
        foreach (var window in _windows)
        {
            successes += Volatile.Read(ref window.Successes);
            failures += window.Failures;
        }

        return (failures, successes + failures);
    }

    private Window Current(long now)
    {
        var window = _current;
        if (window is null || now - window.Start >= _windowDuration)
        {
            window = new Window(now);
            _windows.Enqueue(window);
            _current = window;
        }

        while (now - _windows.Peek().Start >= duration)
            _windows.Dequeue();

        return window;
    }

    private sealed class Window(long start)
    {
        public readonly long Start = start;
        public int Successes;
        public int Failures;
    }
}
