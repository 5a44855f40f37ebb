namespace Ambassador.Balancing;

/// <summary>
/// A way to choose among targets. Implement it for one of your own.
/// </summary>
/// <remarks>
/// Priorities, zones, subsets, health and retries are seen to before and after: a picker gets the targets that are to share some part of the calls,
/// and chooses one. When they change, in number, weight or health, another picker is made, and the attempts under way go on with the one they had, so a
/// picker may keep what it computes from them. What is to outlive a change belongs in the <see cref="ILoadBalancer"/>.
/// </remarks>
public interface ILoadBalancer
{
    /// <summary>Makes a picker. Called under a lock, but picks go on meanwhile.</summary>
    /// <param name="targets">The targets to choose from, at least one, in the order in which they are listed. They do not change any more.</param>
    TargetPicker CreatePicker(IReadOnlyList<WeightedTarget> targets);
}
