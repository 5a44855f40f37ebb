using System.Collections.Concurrent;
using System.Diagnostics;
using Ambassador.Telemetry;
using Ambassador.Time;

namespace Ambassador.Limiting;

/// <summary>
/// One limit of a method or of an interface: a single one, or one for each value of an argument. Safe for concurrent use.
/// </summary>
internal sealed class LimitGroup<TLimit> : IMeasuredLimit
    where TLimit : Limit
{
    private readonly Clock _clock;
    private readonly Func<PolicySettings, TLimit> _create;
    private readonly ConcurrentDictionary<Type, IPartitions<TLimit>> _partitions = new();
    private readonly Lock _gate = new();
    private volatile PolicySettings _settings;
    private volatile TLimit? _whole;

    public LimitGroup(Clock clock, PolicySettings settings, TagList tags, Func<PolicySettings, TLimit> create)
    {
        _clock = clock;
        _settings = settings;
        _create = create;
        Tags = tags;
    }

    public TagList Tags { get; }

    /// <summary>The single limit.</summary>
    public TLimit Whole => _whole ?? MakeWhole();

    /// <summary>The limit of one value of an argument, pinned.</summary>
    public TLimit Of<TKey>(TKey key)
    {
        var partitions = _partitions.GetOrAdd(
            typeof(TKey), static (_, group) => new Partitions<TKey, TLimit>(group._clock, () => group._create(group._settings)), this);
        return ((Partitions<TKey, TLimit>)partitions).Of(key);
    }

    /// <summary>Takes on settings. What begins to exist meanwhile either has them already or is among those that get them.</summary>
    public void Apply(PolicySettings settings)
    {
        _settings = settings;
        ForEach(limit => limit.Apply(settings));
    }

    public void Measure(out int? allowed, out int running, out int queued)
    {
        int? most = null;
        var (under, waiting) = (0, 0);
        ForEach(limit =>
        {
            most = most is { } other && other > limit.Allowed ? other : limit.Allowed;
            under += limit.Running;
            waiting += limit.Queued;
        });
        (allowed, running, queued) = (most, under, waiting);
    }

    private TLimit MakeWhole()
    {
        lock (_gate)
            return _whole ??= _create(_settings);
    }

    private void ForEach(Action<TLimit> action)
    {
        lock (_gate)
        {
            if (_whole is { } whole)
                action(whole);
        }

        foreach (var partitions in _partitions.Values)
            partitions.ForEach(action);
    }
}
