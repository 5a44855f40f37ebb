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

    public long Now => _custom is null ? Environment.TickCount64 * TimeSpan.TicksPerMillisecond : CustomNow();

    private long CustomNow() => TimeSpan.TicksPerDay + _custom!.GetElapsedTime(_origin).Ticks;
}
