using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>Targets that have a share of the calls to themselves, by priority and health. Immutable.</summary>
/// <param name="upTo">Where its share ends, when those of all arms are laid end to end from 0 to 1.</param>
/// <param name="routes">Where each of a hundred calls goes; a single entry if all go the same way. Null for nowhere.</param>
internal sealed class TrafficArm(double upTo, TargetRoute?[] routes)
{
    public double UpTo => upTo;

    /// <summary>The targets for one call.</summary>
    /// <param name="hash">The hash that decides; null to let chance decide.</param>
    /// <param name="random">Numbers from 0 to below 1.</param>
    public TargetGroup? Choose(ulong? hash, Func<double> random)
    {
        var place = routes.Length == 1 ? 0 : hash is { } key ? (int)(key % (ulong)routes.Length) : (int)(random() * routes.Length);
        return routes[place]?.Choose(random);
    }
}
