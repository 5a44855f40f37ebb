using Ambassador.Time;

namespace Ambassador.Targets;

/// <summary>
/// One of the implementations behind an ambassador, as those see it who choose among them. Safe for concurrent use.
/// </summary>
public abstract class Target
{
    private readonly Lock _gate = new();
    private readonly Clock _clock;
    private TargetObserver[] _observers = [];
    private volatile TargetEndpoint _endpoint;
    private volatile TargetHealth _health;
    private volatile bool _isEjected;
    private volatile bool _measuresTime;
    private volatile Action? _closed;

    // Below zero once it is closed.
    private int _pending;

    private protected Target(TargetEndpoint endpoint, Clock clock)
    {
        _endpoint = endpoint;
        _clock = clock;
    }

    /// <summary>Where it is. A source may change all of it but the address.</summary>
    public TargetEndpoint Endpoint { get => _endpoint; internal set => _endpoint = value; }

    /// <summary>How many attempts on it are under way.</summary>
    public int Pending => Math.Max(0, Volatile.Read(ref _pending));

    /// <summary>What active checks have found.</summary>
    public TargetHealth Health { get => _health; internal set => _health = value; }

    /// <summary>Whether it gets no calls for a while, because those it had went worse than those of others.</summary>
    public bool IsEjected { get => _isEjected; internal set => _isEjected = value; }

    /// <summary>Whether calls should go to it at all.</summary>
    public bool IsAvailable => !IsEjected && Health != TargetHealth.Unhealthy;

    /// <summary>When it joined or became available again, by the clock of its runtime; 0 for one that was there from the beginning.</summary>
    internal long AvailableSince { get; set => Volatile.Write(ref field, value); }

    /// <summary>The observer of a kind, which is made if there is none yet.</summary>
    internal TObserver Observe<TObserver>(Func<Target, TObserver> create)
        where TObserver : TargetObserver
    {
        lock (_gate)
        {
            if (_observers.OfType<TObserver>().FirstOrDefault() is { } present)
                return present;

            var observer = create(this);
            _measuresTime |= observer.MeasuresTime;
            Volatile.Write(ref _observers, [.. _observers, observer]);
            return observer;
        }
    }

    /// <summary>No longer tells an observer. An attempt that ends at this moment may still be told.</summary>
    internal void Forget(TargetObserver observer)
    {
        lock (_gate)
        {
            TargetObserver[] others = [.. _observers.Where(each => each != observer)];
            _measuresTime = others.Any(each => each.MeasuresTime);
            Volatile.Write(ref _observers, others);
        }
    }

    /// <summary>An attempt on it begins, unless it has been closed.</summary>
    /// <param name="began">What to end it with.</param>
    internal bool TryBegin(out long began)
    {
        if (Interlocked.Increment(ref _pending) < 0)
        {
            Interlocked.Decrement(ref _pending);
            began = 0;
            return false;
        }

        began = _measuresTime ? _clock.Precise : 0;
        return true;
    }

    /// <summary>Something goes on at it beyond the attempt under way: a stream. To be called while there is an attempt.</summary>
    internal void Hold() => Interlocked.Increment(ref _pending);

    /// <summary>What <see cref="Hold"/> was called for is over.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _pending) == 0)
            CloseIfDrained();
    }

    /// <summary>An attempt on it has ended. To be called exactly once for each that began.</summary>
    /// <param name="began">What <see cref="TryBegin"/> said.</param>
    /// <param name="outcome">How it ended.</param>
    internal void End(long began, AttemptOutcome outcome)
    {
        Release();
        var observers = Volatile.Read(ref _observers);
        if (observers.Length == 0)
            return;

        var elapsed = began == 0 ? 0 : _clock.Precise - began;
        foreach (var observer in observers)
            observer.Ended(outcome, elapsed);
    }

    /// <summary>Closes it as soon as no attempt on it is under way: none begins from then on. To be called once.</summary>
    /// <param name="closed">Is called, once, when that is so.</param>
    internal void Drain(Action closed)
    {
        // A full fence, as in End: one of the two sees what the other has done, and only one exchange succeeds.
        Interlocked.Exchange(ref _closed, closed);
        CloseIfDrained();
    }

    private void CloseIfDrained()
    {
        if (_closed is { } closed && Interlocked.CompareExchange(ref _pending, int.MinValue, 0) == 0)
            closed();
    }

    /// <summary>The address.</summary>
    public override string ToString() => Endpoint.Address;
}
