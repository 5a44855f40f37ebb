using Ambassador.Time;

namespace Ambassador.Limiting;

/// <summary>The limits of one kind by the values of an argument of whatever type.</summary>
internal interface IPartitions<out TLimit>
{
    /// <summary>Does something to each of them; none comes or goes meanwhile.</summary>
    void ForEach(Action<TLimit> action);
}

/// <summary>
/// The limits of one kind by the values of an argument of one type. One that has become like new is dropped within <see cref="SweepSeconds"/>: a
/// caller would get a new one just like it. Safe for concurrent use.
/// </summary>
/// <param name="clock">Drives the sweeps.</param>
/// <param name="create">Makes a limit.</param>
internal sealed class Partitions<TKey, TLimit>(Clock clock, Func<TLimit> create) : IPartitions<TLimit>
    where TLimit : Limit
{
    public const int SweepSeconds = 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<Key, TLimit> _limits = [];
    private ITimer? _timer;

    /// <summary>The values that there is a limit for.</summary>
    public IReadOnlyCollection<TKey> Keys
    {
        get
        {
            lock (_gate)
                return [.. _limits.Keys.Select(key => key.Value)];
        }
    }

    /// <summary>The limit of a value, pinned.</summary>
    public TLimit Of(TKey value)
    {
        lock (_gate)
        {
            if (!_limits.TryGetValue(new(value), out var limit))
            {
                limit = create();
                _limits.Add(new(value), limit);
                if (_limits.Count == 1)
                    SweepLater();
            }

            limit.Pin();
            return limit;
        }
    }

    public void ForEach(Action<TLimit> action)
    {
        lock (_gate)
        {
            foreach (var limit in _limits.Values)
                action(limit);
        }
    }

    private void SweepLater()
    {
        _timer ??= clock.CreateTimer(static partitions => ((Partitions<TKey, TLimit>)partitions!).Sweep(), this);
        Clock.Set(_timer, SweepSeconds * TimeSpan.TicksPerSecond);
    }

    private void Sweep()
    {
        lock (_gate)
        {
            foreach (var (key, limit) in _limits)
            {
                if (limit.IsIdle)
                    _limits.Remove(key);
            }

            if (_limits.Count < _limits.Capacity / 4)
                _limits.TrimExcess();

            if (_limits.Count > 0)
                SweepLater();
        }
    }

    // A dictionary takes no null for a key, but a caller may pass one.
    private readonly record struct Key(TKey Value);
}
