using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>A target that calls may go to, and its share of them at present.</summary>
/// <param name="target">The target.</param>
/// <param name="weight">Its share in proportion to the others'. Above 0.</param>
public readonly struct WeightedTarget(Target target, double weight)
{
    /// <summary>The target.</summary>
    public Target Target { get; } = target;

    /// <summary>Its share in proportion to the others': the weight of its endpoint, or less while it warms up. Above 0.</summary>
    public double Weight { get; } = weight;
}
