using Ambassador.Balancing;
using Ambassador.Health;
using Ambassador.Targets;
using Ambassador.Time;

namespace Ambassador.Clusters;

/// <summary>The targets of one interface and service key: who is there, who may be called, who is chosen. Safe for concurrent use.</summary>
/// <remarks>
/// Memory model: what choosing reads is one reference to a <see cref="Balancer"/>, which is written last; it has a memory model of its own. Everything else changes
/// under a lock that choosing never takes. One who leaves is taken out of the choice before it is closed, so whoever chose it from an older choice, and finds it closed,
/// finds it gone from the next.
/// </remarks>
internal sealed class Cluster<TTarget> : ITargetChooser<TTarget>, IAsyncDisposable, IDisposable
    where TTarget : class
{
    // How long the end of the program waits for attempts under way.
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(5);

    // How many targets are checked at once.
    private const int MaxChecks = 32;

    private readonly ClusterParts<TTarget> _parts;
    private readonly Lock _gate = new();
    private readonly Members<TTarget> _members;
    private readonly SourceWatcher<TTarget> _watcher;
    private readonly ITimer _slowStart;
    private readonly ClusterTelemetry _telemetry;
    private PolicySettings _settings = PolicySettings.None;
    private IReadOnlyList<Target<TTarget>> _present = [];
    private volatile OutlierDetector? _detector;
    private HealthChecker<TTarget>? _checker;
    private volatile Balancer _balancer;
    private volatile TargetMirror<TTarget>? _mirror;
    private bool _hasSettings;

    public Cluster(ClusterParts<TTarget> parts)
    {
        _parts = parts;
        _balancer = MakeBalancer();
        _telemetry = new(parts.Logger, parts.Name, parts.ServiceKey, () => Targets);
        _slowStart = parts.Clock.CreateTimer(static cluster => ((Cluster<TTarget>)cluster!).Refresh(), this);
        _members = new(parts, _gate, () => ClusterRules.Pool(_settings), Publish);
        _watcher = new(parts.Name, parts.Sources, parts.Clock.Provider, parts.Logger, _members.Update);
    }

    /// <inheritdoc/>
    public Task Ready => _members.Ready;

    /// <inheritdoc/>
    public TargetMirror<TTarget>? Mirror => _mirror;

    /// <summary>The interface, as logs and messages name it.</summary>
    public string Name => _parts.Name;

    /// <summary>The targets that have joined and not left.</summary>
    public IReadOnlyList<Target<TTarget>> Targets => Volatile.Read(ref _present);

    /// <inheritdoc/>
    public Target Enter(in PickContext context, out TTarget instance, out long began)
    {
        while (true)
        {
            if (_balancer.Pick(context) is not Target<TTarget> target)
                throw NoTargets();

            instance = target.Instance;
            if (target.TryBegin(out began))
                return target;
        }
    }

    /// <summary>Goes by these settings from now on, the first of which begin to ask who is there. Who is there, and what is known of them, stays.</summary>
    public void Apply(PolicySettings settings)
    {
        if (TryApply(settings))
            _watcher.Start();
    }

    private bool TryApply(PolicySettings settings)
    {
        lock (_gate)
        {
            var isFirst = !_hasSettings;
            if (!isFirst && settings.Equals(_settings))
                return false;

            _hasSettings = true;
            _settings = settings;
            foreach (var target in _present)
                target.Pool?.Apply(ClusterRules.Pool(settings));

            Apply(ClusterRules.Ejection(settings));
            Apply(ClusterRules.HealthChecks(settings));
            var balancer = MakeBalancer();
            balancer.Update(Choosable());
            _balancer = balancer;
            Refresh();
            return isFirst;
        }
    }

    /// <summary>Nobody is called any more. Targets are disposed as soon as the last attempt on them has ended.</summary>
    public void Dispose() => _ = Close();

    /// <summary>Nobody is called any more. Targets are disposed when the last attempt on them has ended, which is waited for, but for five seconds at most.</summary>
    public async ValueTask DisposeAsync()
    {
        var closed = Close();
        await Task.WhenAny(closed, Task.Delay(s_drain, _parts.Clock.Provider)).ConfigureAwait(false);
    }

    private Task Close()
    {
        _watcher.Dispose();
        var closed = _members.Close();
        lock (_gate)
        {
            _slowStart.Dispose();
            _detector?.Dispose();
            _checker?.Dispose();
            return closed;
        }
    }

    private Balancer MakeBalancer() => new(ClusterRules.Balancing(_settings), _parts.Clock, _parts.Randomizer, _parts.Balancer);

    private void Apply(EjectionRules? rules)
    {
        if (rules is not null && _detector is not null)
        {
            _detector.Rules = rules;
            return;
        }

        _detector?.Dispose();
        _detector = rules is null ? null : new(rules, _parts.Clock, _parts.Randomizer, OnEjection);
        _detector?.Update(_present);
    }

    private void Apply(HealthCheckRules? rules)
    {
        if (rules is not null && _checker is not null)
        {
            _checker.Rules = rules;
            return;
        }

        _checker?.Dispose();
        _checker = rules is null || _parts.Probe is not { } probe || _parts.Pool is not null ? null : new(probe, rules, MaxChecks, _parts.Clock, _parts.Randomizer, OnChecked);
        _checker?.Update(_present);
    }

    private void Publish(IReadOnlyList<Target<TTarget>> present)
    {
        Volatile.Write(ref _present, present);
        _detector?.Update(present);
        _checker?.Update(present);
        _balancer.Update(Choosable());
        WatchSlowStart();
    }

    // Those that calls go to; the others get copies of calls and nothing else.
    private IReadOnlyList<Target<TTarget>> Choosable()
    {
        if (ClusterRules.MirrorTo(_settings) is not { } selector)
        {
            _mirror = null;
            return _present;
        }

        var mirrors = _present.Where(selector.Selects).ToArray();
        var share = _settings.Value(PolicyRules.Mirror);
        _mirror = mirrors.Length == 0 || share == 0 ? null : new(mirrors, share, (int)_settings.Value(PolicyRules.MirrorMax), _parts.Randomizer);
        return [.. _present.Except(mirrors)];
    }

    private void Refresh()
    {
        _balancer.Refresh();
        WatchSlowStart();
    }

    // Weights rise a hundred times on the way.
    private void WatchSlowStart()
    {
        if (_balancer.IsWarmingUp)
            Clock.Set(_slowStart, ClusterRules.Balancing(_settings).SlowStart.Ticks / 100);
    }

    private void OnEjection(EjectionEvent told)
    {
        Refresh();
        _telemetry.Told(told);
    }

    private void OnChecked(HealthCheckEvent told)
    {
        if (told.Result != TargetHealth.Unhealthy)
            _detector?.Passed(told.Target);

        if (!told.HasChanged)
            return;

        Refresh();
        _telemetry.Told(told);
    }

    private NoTargetsException NoTargets() => _members.Failure is { } failure
        ? new($"{Name} has no target to go to: {failure.Message}", failure)
        : new(Targets.Count == 0 ? $"{Name} has no targets." : $"None of the {Targets.Count} targets of {Name} may be called.");
}
