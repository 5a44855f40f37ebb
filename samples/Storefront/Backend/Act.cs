namespace Storefront.Backend;

/// <summary>One stretch of the script: how long it is, and which share of requests meets which fault.</summary>
/// <param name="Name">What the timeline calls it.</param>
/// <param name="Share">Its length as a share of the run.</param>
internal sealed record Act(string Name, double Share)
{
    /// <summary>Every request fails in one way or another.</summary>
    public bool IsOutage => Dropped + Unavailable >= 1;

    public double Dropped { get; init; }

    public double Unavailable { get; init; }

    public double Slow { get; init; }

    /// <summary>The fault for a number drawn evenly from 0 (inclusive) to 1 (exclusive).</summary>
    public Fault FaultFor(double draw)
    {
        if (draw < Dropped)
            return Fault.Dropped;
        if (draw < Dropped + Unavailable)
            return Fault.Unavailable;
        return draw < Dropped + Unavailable + Slow ? Fault.Slow : Fault.None;
    }

    /// <summary>What happens, in words: <c>30 % answered 503</c>.</summary>
    public override string ToString()
    {
        var faults = new (double Share, string Text)[]
        {
            (Dropped, "of connections dropped"), (Unavailable, "answered 503"), (Slow, $"take {FaultScript.SlowAnswer.TotalMilliseconds:0} ms"),
        };
        var words = faults.Where(fault => fault.Share > 0).Select(fault => $"{fault.Share:P0} {fault.Text}").ToArray();
        return words.Length == 0 ? "all is well" : string.Join(", ", words);
    }
}
