namespace Ambassador.Time;

/// <summary>
/// A monotonic clock in ticks of 100 ns, and the source of timers and waits. It starts well above zero, so that 0 can mean "never".
/// </summary>
/// <remarks>
/// On the system's provider it reads <see cref="Environment.TickCount64"/>: milliseconds are all that timeouts, circuits and
/// caches need, and it costs a quarter of a <see cref="TimeProvider.GetTimestamp"/>.
/// </remarks>
internal sealed class Clock(TimeProvider provider)
{
    private readonly TimeProvider? _custom = provider == TimeProvider.System ? null : provider;
    private readonly long _origin = provider.GetTimestamp();

    public TimeProvider Provider => provider;

    public long Now => _custom is null ? Environment.TickCount64 * TimeSpan.TicksPerMillisecond : Precise;

    /// <summary>Time for what is measured and not only awaited: exact, for four times the price, and not to be compared with <see cref="Now"/>.</summary>
    public long Precise => TimeSpan.TicksPerDay + provider.GetElapsedTime(_origin).Ticks;

    /// <summary>A timer that is not set yet. It does not carry the execution context of whoever happens to make the first call.</summary>
    public ITimer CreateTimer(TimerCallback callback, object state)
    {
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            return provider.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Sets a timer to go off once, after so many ticks and never before: timers count whole milliseconds and drop the rest, so they are rounded up.
    /// </summary>
    public static void Set(ITimer timer, long ticks)
    {
        var milliseconds = (Math.Max(0, ticks) + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
        timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    /// <summary>A time that another clock has told, on this one; where they run apart, as far from now as it is there.</summary>
    public long Translate(long time, Clock other)
    {
        if (other == this || (_custom is null && other._custom is null))
            return time;

        // In this order a deadline may come out a moment early, but never late.
        var now = Now;
        return now + (time - other.Now);
    }
}
