using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>
/// Draws a few targets at random, in proportion to weights, and picks the best of them: nearly as good as the best of all, and callers who know little of each other do
/// not all pick the same (Mitzenmacher, The Power of Two Choices in Randomized Load Balancing, 2001).
/// </summary>
internal abstract class PowerOfChoicesPicker(IReadOnlyList<WeightedTarget> targets, int choices, Func<double> random) : TargetPicker
{
    private readonly Target[] _targets = [.. targets.Select(each => each.Target)];
    private readonly Sampler _sampler = new(targets, random);

    public sealed override Target Pick(in PickContext context)
    {
        var best = _sampler.Next();
        for (var i = 1; i < choices; i++)
        {
            var other = _sampler.NextBut(best);
            if (other != best && IsBetter(other, best))
                best = other;
        }

        return _targets[best];
    }

    /// <summary>Whether one target is better than another; not when they are as good, so that weights alone decide among idle ones.</summary>
    protected abstract bool IsBetter(int other, int best);
}
