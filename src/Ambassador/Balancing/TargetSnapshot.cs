using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>All there is to pick from, as it was when it was made. Immutable, so that picks need no lock and a change is another snapshot.</summary>
/// <param name="arms">Shares of the calls.</param>
/// <param name="inOrder">All targets, the ones to be preferred first.</param>
/// <param name="goesByHash">Whether a call's key decides where it goes.</param>
/// <param name="allowsPanic">Whether a target that is not available is better than none.</param>
/// <param name="random">Numbers from 0 to below 1.</param>
internal sealed class TargetSnapshot(TrafficArm[] arms, Target[] inOrder, bool goesByHash, bool allowsPanic, Func<double> random)
{
    public static readonly TargetSnapshot Empty = new([], [], goesByHash: false, allowsPanic: false, () => 0);

    private readonly HashSet<Target> _members = [.. inOrder];

    public IReadOnlySet<Target> Members => _members;

    /// <summary>Picks a target; null if there is none.</summary>
    public Target? Pick(in PickContext context)
    {
        if (arms.Length == 0)
            return null;

        var hash = goesByHash ? context.Hash : null;
        var group = ChooseArm(hash).Choose(hash, random);
        return group?.Pick(context) ?? PickElsewhere(group, context);
    }

    private TrafficArm ChooseArm(ulong? hash)
    {
        if (arms.Length == 1)
            return arms[0];

        var place = hash is { } key ? HashKeys.ToShare(key) : random();
        foreach (var arm in arms)
        {
            if (place < arm.UpTo)
                return arm;
        }

        return arms[^1];
    }

    /// <summary>Nobody in the group will do: everyone has been tried, or has gone since the snapshot was made.</summary>
    private Target? PickElsewhere(TargetGroup? group, in PickContext context)
    {
        Target? tried = null;
        foreach (var target in inOrder)
        {
            if (!target.IsAvailable)
                continue;

            if (!context.IsTried(target))
                return target;

            tried ??= target;
        }

        // The group first, because its picker spreads the calls.
        return group?.Pick(new PickContext(context.Hash)) ?? tried ?? (allowsPanic ? group?.PickAny(context) : null);
    }
}
