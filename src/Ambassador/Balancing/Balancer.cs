using Ambassador.Targets;
using Ambassador.Time;

namespace Ambassador.Balancing;

/// <summary>
/// Chooses the target of each attempt: subset, share of the calls, priority, zone, then the algorithm; a target that has been tried or has gone is only chosen if there is no other.
/// Safe for concurrent use.
/// </summary>
/// <remarks>
/// Whoever owns it tells it of changes: <see cref="Update"/> when targets come, go or change their endpoint, <see cref="Refresh"/> when the health of any has changed, and, while
/// <see cref="IsWarmingUp"/>, every now and then (a hundredth of the slow start is fine), because weights rise with time.
/// <para>
/// Memory model: everything that picks read hangs off one reference to an immutable snapshot, which is written last (a volatile write, so that what it refers to is seen whole). A pick
/// reads it once and goes by it to the end. Changes are made one after the other under the lock, each from the health it finds then, so the last one wins; picks take no lock.
/// </para>
/// </remarks>
internal sealed class Balancer
{
    private readonly Lock _gate = new();
    private readonly BalancingRules _rules;
    private readonly Clock _clock;
    private readonly Func<double> _random;
    private readonly ILoadBalancer _balancer;
    private readonly StickyTargets? _sticky;
    private IReadOnlyList<Target> _targets = [];
    private volatile TargetSnapshot _snapshot = TargetSnapshot.Empty;
    private volatile bool _isWarmingUp;

    /// <summary>Makes one without targets.</summary>
    /// <param name="rules">What to go by.</param>
    /// <param name="clock">The clock of <see cref="Target.AvailableSince"/>.</param>
    /// <param name="random">Numbers from 0 to below 1; null for the shared generator's.</param>
    /// <param name="balancer">The user's own algorithm; null for that of the rules, which is not looked at otherwise.</param>
    public Balancer(BalancingRules rules, Clock clock, Func<double>? random = null, ILoadBalancer? balancer = null)
    {
        _rules = balancer is null ? rules : rules with { Algorithm = default };
        _clock = clock;
        _random = random ?? Random.Shared.NextDouble;
        _balancer = balancer ?? LoadBalancers.Create(_rules, clock, _random);
        _sticky = _rules.Algorithm == BalancingAlgorithm.Sticky ? new StickyTargets(rules.StickyKeys) : null;
    }

    /// <summary>Whether there are targets that have not got their full weight yet.</summary>
    public bool IsWarmingUp => _isWarmingUp;

    /// <summary>From now on there are these targets.</summary>
    /// <param name="targets">The targets, which the balancer keeps.</param>
    public void Update(IReadOnlyList<Target> targets)
    {
        lock (_gate)
        {
            _targets = targets;
            Refresh();
            _sticky?.Retain(_snapshot.Members);
        }
    }

    /// <summary>Looks at the health of the targets again, and at how far they have warmed up.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            var builder = new SnapshotBuilder(_rules, _balancer, _random, _clock.Now);
            _snapshot = builder.Build(_targets);
            _isWarmingUp = builder.IsWarmingUp;
        }
    }

    /// <summary>Picks the target for an attempt; null if there is none.</summary>
    public Target? Pick(in PickContext context)
    {
        var snapshot = _snapshot;
        if (_sticky is null)
            return snapshot.Pick(context);

        if (_sticky.Find(context) is { } kept && snapshot.Members.Contains(kept))
            return kept;

        var target = snapshot.Pick(context);
        if (target is not null)
            _sticky.Keep(context, target, snapshot.Members);

        return target;
    }
}
