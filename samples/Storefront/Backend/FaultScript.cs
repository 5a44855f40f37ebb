namespace Storefront.Backend;

/// <summary>The faults of one run, act by act. Immutable.</summary>
internal sealed class FaultScript
{
    public static readonly TimeSpan SlowAnswer = TimeSpan.FromMilliseconds(900);

    /// <summary>What both runs go through. In a run of ten seconds the outage lasts two.</summary>
    public static readonly FaultScript Default = new(
        new Act("calm", 0.15),
        new Act("slow", 0.15) { Slow = 0.10 },
        new Act("errors", 0.15) { Unavailable = 0.30 },
        new Act("drops", 0.10) { Dropped = 0.25 },
        new Act("outage", 0.20) { Dropped = 1 },
        new Act("recovery", 0.15) { Unavailable = 0.15, Slow = 0.05 },
        new Act("calm", 0.10));

    public FaultScript(params Act[] acts)
    {
        if (Math.Abs(acts.Sum(act => act.Share) - 1) > 1e-9)
            throw new ArgumentException("The acts' shares do not add up to one run.", nameof(acts));

        Acts = acts;
    }

    public IReadOnlyList<Act> Acts { get; }

    /// <summary>The act at a point of the run, 0 being its start and 1 its end. What is still under way after the end meets the last act.</summary>
    public Act ActAt(double progress)
    {
        var end = 0.0;
        foreach (var act in Acts)
        {
            end += act.Share;
            if (progress < end)
                return act;
        }

        return Acts[^1];
    }
}
