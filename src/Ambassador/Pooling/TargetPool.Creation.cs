using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Ambassador.Pooling;

internal sealed partial class TargetPool<T>
{
    // How long after a failure targets are made again that nobody waits for.
    private const long RetryDelay = 5 * TimeSpan.TicksPerSecond;

    private long _retryAt;

    /// <summary>Makes as many targets as there are to be at least.</summary>
    /// <param name="token">Ends the waiting for them, and not their creation.</param>
    /// <exception cref="Exception">What the first that could not be made has failed with.</exception>
    public async Task WarmUpAsync(CancellationToken token)
    {
        List<Creation> creations = [];
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            while (_size < _rules.Min)
                creations.Add(Begin());
        }

        foreach (var creation in creations)
            Start(creation);

        var errors = await Task.WhenAll(creations.Select(static creation => creation.Ended)).WaitAsync(token).ConfigureAwait(false);
        if (Array.Find(errors, static error => error is not null) is { } first)
            ExceptionDispatchInfo.Throw(first);
    }

    /// <summary>Makes targets for those who wait, and those that the pool is to have at least.</summary>
    private void CreateWanted()
    {
        while (Wanted() is { } creation)
            Start(creation);
    }

    private Creation? Wanted()
    {
        lock (_gate)
        {
            if (_isDisposed || _size >= _rules.Max)
                return null;

            var missing = _size - _creating >= _rules.Min || _clock.Now < _retryAt ? 0 : _rules.Min - (_size - _creating);
            return _creating < Math.Max(_line.Count, missing) ? Begin() : null;
        }
    }

    /// <summary>Takes a place for a target, on behalf of who has waited longest without one being made. Under <c>_gate</c>.</summary>
    private Creation Begin()
    {
        _size++;
        _creating++;
        var place = _line.First;
        while (place is { Value.Asked: not null })
            place = place.Next;

        var creation = new Creation(place?.Value);
        if (place is not null)
            place.Value.Asked = creation;

        return creation;
    }

    // What is made outlives the call that asked for it, so nothing of that call flows into it.
    private void Start(Creation creation)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
                _ = RunAsync(creation);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Runs a creation, and those that its end makes room for.</summary>
    private async Task RunAsync(Creation creation)
    {
        for (var next = creation; next is not null; next = Wanted())
            next.End(await CreateAsync(next).ConfigureAwait(false));
    }

    /// <returns>What it has failed with.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "It is thrown where somebody waits for the target.")]
    private async ValueTask<Exception?> CreateAsync(Creation creation)
    {
        var timeout = _rules.AcquireTimeout;
        using var timed = new CancellationTokenSource(timeout > TimeSpan.Zero ? timeout : Timeout.InfiniteTimeSpan, _clock.Provider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timed.Token, _stopping);
        T target;
        try
        {
            target = await _factory.CreateAsync(either.Token).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"'{_factory.GetType()}' has made no target.");
        }
        catch (Exception error)
        {
            return NotCreated(creation, error is OperationCanceledException && timed.IsCancellationRequested, timeout, error);
        }

        _telemetry.Created();
        Created(creation, target);
        return null;
    }

    private void Created(Creation creation, T target)
    {
        lock (_gate)
        {
            _creating--;
            if (creation.IsAwaited)
                creation.Asker.Asked = null;

            var now = _clock.Now;
            var lifetime = _rules.Lifetime * (1 - (_rules.LifetimeJitter * _randomizer()));
            var pooled = new PooledTarget<T>(target, After(now, lifetime), _ended) { IdleSince = now, CheckedAt = now };
            if (Excess(pooled, now) is { } reason)
                GiveUp(pooled, reason);
            else
                Offer(pooled);
        }
    }

    private Exception NotCreated(Creation creation, bool isOutOfTime, TimeSpan timeout, Exception error)
    {
        bool isSeen;
        lock (_gate)
        {
            _creating--;
            _size--;
            if (isOutOfTime)
                error = OutOfTime(timeout, _size, error);

            isSeen = creation.IsAwaited || _isDisposed;
            if (creation.IsAwaited)
                creation.Asker.Fail(error);

            _retryAt = _clock.Now + RetryDelay;
            Schedule(_retryAt);
            EndIfEmpty();
        }

        if (!isSeen)
            _telemetry.Failed("creating", error);

        return error;
    }
}
