namespace Ambassador.Health;

/// <summary>Successes and failures of one kind: those of the interval under way and of the last one, and how many failures came in a row.</summary>
/// <remarks>
/// Memory model: an outcome is counted without a lock. It reads the open window (volatile) and adds to it (interlocked). With none open, which is so
/// for the first of an interval, it comes back with the detector's lock, and that opens one. A window is never reset, only closed, so an outcome that
/// meets one just being closed is counted where its time belongs; only one that sleeps between the two steps until the rates have been taken is lost.
/// The row is a number of its own: failures add to it (interlocked), a success clears it if it is not clear (volatile), so that a success writes
/// nothing that other threads read. Which of a success and a failure at the same moment comes first is open.
/// </remarks>
internal sealed class OutcomeCounts
{
    private Window? _open;
    private Window? _closed;
    private int _failuresInRow;

    public int FailuresInRow => Volatile.Read(ref _failuresInRow);

    /// <summary>Counts where that takes no lock; false when a window is to be opened first.</summary>
    public bool TryCount(bool succeeded)
    {
        if (Volatile.Read(ref _open) is not { } window)
            return false;

        Interlocked.Increment(ref succeeded ? ref window.Successes : ref window.Failures);
        return true;
    }

    /// <summary>Counts, and opens a window if there is none. Under the lock.</summary>
    public void Count(bool succeeded)
    {
        if (Volatile.Read(ref _open) is null)
            Volatile.Write(ref _open, new Window());

        TryCount(succeeded);
    }

    /// <summary>One more failure in a row.</summary>
    /// <returns>How many there are.</returns>
    public int LengthenRow() => Interlocked.Increment(ref _failuresInRow);

    public void EndRow()
    {
        if (Volatile.Read(ref _failuresInRow) != 0)
            Volatile.Write(ref _failuresInRow, 0);
    }

    /// <summary>An interval is over. Under the lock.</summary>
    public void Close() => _closed = Interlocked.Exchange(ref _open, null);

    /// <summary>How many attempts the last interval had, and what percentage of them succeeded; 0 and 0 without any. Under the lock.</summary>
    public (long Volume, double SuccessRate) Last()
    {
        if (_closed is not { } window)
            return default;

        var successes = Volatile.Read(ref window.Successes);
        var volume = successes + Volatile.Read(ref window.Failures);
        return (volume, successes * 100.0 / volume);
    }

    private sealed class Window
    {
        public long Successes;
        public long Failures;
    }
}
