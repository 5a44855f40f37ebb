using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.BadDays;

/// <summary>A clock that the test drives and that knows how many timers are set.</summary>
internal sealed class CountingTime : FakeTimeProvider
{
    private int _armed;

    /// <summary>How many timers are going to go off.</summary>
    public int Armed => Volatile.Read(ref _armed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this);
        timer.Inner = base.CreateTimer(_ => timer.GoOff(callback, state), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(CountingTime time) : ITimer
    {
        private int _armed;

        public ITimer Inner { get; set; } = null!;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Arm(dueTime != Timeout.InfiniteTimeSpan);
            return Inner.Change(dueTime, period);
        }

        public void GoOff(TimerCallback callback, object? state)
        {
            Arm(false);
            callback(state);
        }

        public void Dispose()
        {
            Arm(false);
            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Arm(bool armed)
        {
            if (Interlocked.Exchange(ref _armed, armed ? 1 : 0) is var before && before != (armed ? 1 : 0))
                Interlocked.Add(ref time._armed, armed ? 1 : -1);
        }
    }
}
