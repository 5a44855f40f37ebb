using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Services;

/// <summary>A clock that the test drives, whose timers drop fractions of a millisecond as the system's do.</summary>
internal sealed class WholeMillisecondTime : FakeTimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => new Timer(base.CreateTimer(callback, state, Whole(dueTime), Whole(period)));

    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromMilliseconds((long)time.TotalMilliseconds);

    private sealed class Timer(ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(Whole(dueTime), Whole(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
