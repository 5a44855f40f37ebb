using System.Diagnostics.CodeAnalysis;
using Ambassador.Time;

namespace Ambassador.Pooling;

// What time and the end bring: one timer for deadlines, idle times, lifetimes and checks, set for whichever comes first.
internal sealed partial class TargetPool<T>
{
    private const long Never = long.MaxValue;

    [SuppressMessage("Usage", "CA2213", Justification = "A source without a timer holds nothing that needs disposal, and its token is used to the end.")]
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopping;
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private long _scheduled = Never;
    private int _disposing;
    private bool _isDisposed;

    /// <summary>
    /// Shuts down: whoever waits fails, idle targets are disposed, those in use when they are returned. Completes when all are gone, or after
    /// <see cref="PoolRules.DrainTimeout"/>; what is returned later is disposed then.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer?.Dispose();
            while (_line.First is { } first)
                first.Value.Fail(new ObjectDisposedException(_telemetry.Name));

            foreach (var target in _idle)
                GiveUp(target, DiscardReason.Shutdown);

            _idle.Clear();
            EndIfEmpty();
        }

        try
        {
            await Task.WhenAll(_stop.CancelAsync(), _empty.Task).WaitAsync(_rules.DrainTimeout, _clock.Provider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Whoever still has a target will return it.
        }
    }

    private static long After(long now, TimeSpan time) => time > TimeSpan.Zero ? now + time.Ticks : Never;

    private void Tend()
    {
        List<PooledTarget<T>> uncertain = [];
        lock (_gate)
        {
            if (_isDisposed)
                return;

            var now = _clock.Now;
            _scheduled = Never;
            for (var place = _line.First; place is not null;)
            {
                var waiter = place.Value;
                place = place.Next;
                if (waiter.Deadline <= now)
                    waiter.TimeOut();
                else
                    Schedule(waiter.Deadline);
            }

            // Those that have been idle for longest come first.
            for (var i = 0; i < _idle.Count;)
            {
                var target = _idle[i];
                var reason = Excess(target, now) ?? (IdleUntil(target) <= now ? DiscardReason.Idle : null);
                if (reason is null && Due(target) > now)
                {
                    i++;
                    continue;
                }

                _idle.RemoveAt(i);
                if (reason is null)
                    uncertain.Add(target);
                else
                    GiveUp(target, reason);
            }

            foreach (var target in _idle)
                Schedule(Due(target));

            if (_retryAt > now)
                Schedule(_retryAt);
        }

        foreach (var target in uncertain)
            Review(target, isUsed: false);

        CreateWanted();
    }

    /// <summary>Why a target is one too many. Under <c>_gate</c>.</summary>
    private string? Excess(PooledTarget<T> target, long now)
        => _isDisposed ? DiscardReason.Shutdown : target.Expires <= now ? DiscardReason.Expired : _size > _rules.Max ? DiscardReason.Surplus : null;

    /// <summary>When an idle target is next to be looked at. Under <c>_gate</c>.</summary>
    private long Due(PooledTarget<T> target)
        => Math.Min(Math.Min(target.Expires, IdleUntil(target)), After(target.CheckedAt, _rules.CheckInterval));

    private long IdleUntil(PooledTarget<T> target) => _size > _rules.Min ? After(target.IdleSince, _rules.IdleTime) : Never;

    /// <summary>Sees to it that <see cref="Tend"/> runs at that time or before. Under <c>_gate</c>.</summary>
    private void Schedule(long due)
    {
        if (due >= _scheduled || _isDisposed)
            return;

        _scheduled = due;
        _timer ??= _clock.CreateTimer(static pool => ((TargetPool<T>)pool!).Tend(), this);
        Clock.Set(_timer, Math.Min(due - _clock.Now, TimeSpan.TicksPerDay));
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whether or not it could be disposed, it is gone.")]
    private async Task DisposeAsync(PooledTarget<T> target, string reason)
    {
        _telemetry.Discarded(reason);
        try
        {
            await _factory.DisposeAsync(target.Value).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _telemetry.Failed("disposing", error);
        }

        lock (_gate)
        {
            _disposing--;
            EndIfEmpty();
        }
    }

    private void EndIfEmpty()
    {
        if (_isDisposed && _size == 0 && _disposing == 0)
            _empty.TrySetResult();
    }
}
