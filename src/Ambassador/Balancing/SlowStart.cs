namespace Ambassador.Balancing;

/// <summary>The share of its weight that a target has while it warms up. The formula is Envoy's.</summary>
internal static class SlowStart
{
    // Who weighs nothing is never tried.
    private const double Least = 0.001;

    /// <summary>The share at a time: from the minimum to 1, which it is at the end of the window.</summary>
    /// <param name="rules">Window, aggression and minimum.</param>
    /// <param name="since">When the target joined or came back; 0 for one that was there from the beginning.</param>
    /// <param name="now">Now, by the same clock.</param>
    public static double Factor(BalancingRules rules, long since, long now)
    {
        var elapsed = Math.Max(TimeSpan.TicksPerMillisecond, now - since);
        if (since == 0 || elapsed >= rules.SlowStart.Ticks)
            return 1;

        return Math.Max(Math.Max(Least, rules.SlowStartMinimum), Math.Pow((double)elapsed / rules.SlowStart.Ticks, 1 / rules.SlowStartAggression));
    }
}
