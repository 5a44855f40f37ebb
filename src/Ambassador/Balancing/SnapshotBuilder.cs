using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>Makes a snapshot: subset, then shares of the calls, then priorities, then zones, and a picker for each of what is left.</summary>
internal sealed class SnapshotBuilder(BalancingRules rules, ILoadBalancer balancer, Func<double> random, long now)
{
    /// <summary>The algorithms that remember, by hash, what target a key has: only weights that stay as they are keep keys where they are.</summary>
    private readonly bool _goesByHash = rules.Algorithm is BalancingAlgorithm.RingHash or BalancingAlgorithm.Maglev;

    /// <summary>Whether a target has less than its full weight, so that the snapshot is soon out of date.</summary>
    public bool IsWarmingUp { get; private set; }

    public TargetSnapshot Build(IReadOnlyList<Target> targets)
    {
        // Health may change meanwhile; it is read once.
        Member[] members = [.. InSubset(targets).Select(ToMember).OrderBy(member => member.Standing).ThenBy(member => member.Priority)];
        return new TargetSnapshot(
            [.. Arms(members)], ToTargets(members), _goesByHash, rules.PanicThreshold > 0, random);
    }

    private IEnumerable<Target> InSubset(IReadOnlyList<Target> targets)
    {
        if (rules.Subset is not { } subset)
            return targets;

        Target[] selected = [.. targets.Where(subset.Selects)];
        if (selected.Length > 0)
            return selected;

        return rules.SubsetFallback switch
        {
            SubsetFallback.Any => targets,
            SubsetFallback.Default when rules.DefaultSubset is { } other => targets.Where(other.Selects),
            _ => [],
        };
    }

    private Member ToMember(Target target)
    {
        var endpoint = target.Endpoint;
        var standing = !target.IsAvailable ? Standing.Unavailable : target.Health == TargetHealth.Degraded ? Standing.Degraded : Standing.Healthy;
        var factor = standing == Standing.Healthy && rules.SlowStart > TimeSpan.Zero && !_goesByHash ? SlowStart.Factor(rules, target.AvailableSince, now) : 1;
        IsWarmingUp |= factor < 1;
        return new Member(target, standing, endpoint.Priority, endpoint.Weight * factor, endpoint.Zone ?? "");
    }

    private IEnumerable<TrafficArm> Arms(Member[] members)
    {
        var shares = new List<(double Share, Member[] Members)>();
        var rest = members;
        foreach (var part in rules.Split)
        {
            shares.Add((part.Share, [.. rest.Where(member => part.Targets.Selects(member.Target))]));
            rest = [.. rest.Where(member => !part.Targets.Selects(member.Target))];
        }

        shares.Add((Math.Max(0, 1 - rules.Split.Sum(part => part.Share)), rest));

        // The share of targets that are not there, or not available, goes to the others, even to those that have none; unless that goes for all.
        var present = shares.Where(each => each.Members.Any(member => member.Standing != Standing.Unavailable)).ToArray();
        if (present.Length == 0)
            present = [.. shares.Where(each => each.Members.Length > 0)];

        var total = present.Sum(each => each.Share);
        if (total == 0)
            (present, total) = ([.. present.Select(each => (1.0, each.Members))], present.Length);

        var upTo = 0.0;
        foreach (var (share, part) in present.Where(each => each.Share > 0))
        {
            upTo += share;
            yield return new TrafficArm(upTo / total, Routes(part));
        }
    }

    private TargetRoute?[] Routes(Member[] members)
    {
        if (rules.Algorithm == BalancingAlgorithm.FirstAvailable)
            return [new TargetRoute(Group(members, isPanic: rules.PanicThreshold > 0 && members.All(member => member.Standing == Standing.Unavailable)))];

        Member[][] levels = [.. members.GroupBy(member => member.Priority).OrderBy(level => level.Key).Select(level => level.ToArray())];
        var loads = new PriorityLoads([.. levels.Select(ToHealth)], rules.OverprovisioningFactor, rules.PanicThreshold);
        var routes = new List<TargetRoute?>(100);
        Add(Standing.Healthy, loads.Healthy);
        Add(Standing.Degraded, loads.Degraded);
        return routes.Distinct().Count() == 1 ? [routes[0]] : [.. routes];

        void Add(Standing standing, IReadOnlyList<int> shares)
        {
            for (var i = 0; i < levels.Length; i++)
            {
                if (shares[i] > 0)
                    routes.AddRange(Enumerable.Repeat(loads.IsPanic[i] ? new TargetRoute(Group(levels[i], isPanic: true)) : Route(levels[i], standing, isFirst: i == 0), shares[i]));
            }
        }
    }

    /// <summary>The targets of a priority in one standing. As in Envoy, zones matter to the healthy ones of the first priority.</summary>
    private TargetRoute? Route(Member[] level, Standing standing, bool isFirst)
    {
        Member[] members = [.. level.Where(member => member.Standing == standing)];
        if (members.Length == 0)
            return null;

        var all = Group(members, isPanic: false);
        if (!isFirst || standing != Standing.Healthy || rules.Zone is not { } own || _goesByHash)
            return new TargetRoute(all);

        string[] zones = [own, .. level.Select(member => member.Zone).Where(zone => zone != own).Distinct().Order(StringComparer.Ordinal)];
        var shares = zones.Select(zone => new ZoneShare(Callers(zone), members.Count(member => member.Zone == zone))).ToList();
        var elsewhere = rules.CallersByZone?.Where(each => !zones.Contains(each.Key)).Sum(each => each.Value) ?? 0;
        if (ZoneRouting.Create([.. shares, new ZoneShare(elsewhere, 0)], rules.ZoneMinTargets) is not { } routing)
            return new TargetRoute(all);

        var byZone = members.ToLookup(member => member.Zone);
        return new TargetRoute(all, routing, [.. zones.Select(zone => byZone.Contains(zone) ? Group([.. byZone[zone]], isPanic: false) : null)]);
    }

    private int Callers(string zone) => rules.CallersByZone is null ? 1 : rules.CallersByZone.GetValueOrDefault(zone);

    private TargetGroup Group(Member[] members, bool isPanic) =>
        new(ToTargets(members), balancer.CreatePicker([.. members.Select(member => new WeightedTarget(member.Target, member.Weight))]), isPanic, random);

    private static Target[] ToTargets(Member[] members) => [.. members.Select(member => member.Target)];

    private static PriorityHealth ToHealth(Member[] level) =>
        new(level.Length, level.Count(member => member.Standing == Standing.Healthy), level.Count(member => member.Standing == Standing.Degraded));

    private enum Standing
    {
        Healthy,
        Degraded,
        Unavailable,
    }

    private readonly record struct Member(Target Target, Standing Standing, int Priority, double Weight, string Zone);
}
