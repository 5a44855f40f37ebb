using static Ambassador.Generators.Emission.Quantities;

namespace Ambassador.Generators.Emission;

/// <summary>Says in words what a circuit's settings amount to.</summary>
internal static class CircuitText
{
    /// <summary>As in <c>the circuit opens at 50 % failures of at least 10 in 30 s, for 5 s</c>; null where there is no circuit.</summary>
    /// <param name="settings">What is set for the method.</param>
    public static string? Of(PlanSettings settings)
    {
        var limits = Limits(settings);
        if (limits.Length == 0)
            return null;

        return $"{Name(settings)} opens at {limits}, {Break(settings)}{Probes(settings)}";
    }

    private static string Name(PlanSettings settings) =>
        settings.Text(PolicyRules.BreakerGroup) is { } group ? $"the circuit of the group {Literals.Text(group)}"
        : settings.Value(PolicyRules.BreakerScope) == 0 ? "the circuit"
        : "the circuit of the interface";

    private static string Limits(PlanSettings settings)
    {
        var ratios = new List<string>();
        if (settings.Value(PolicyRules.Breaker) > 0)
            ratios.Add($"{Percent(settings.Value(PolicyRules.Breaker))} failures");

        if (settings.Value(PolicyRules.BreakerSlowCallMs) > 0)
            ratios.Add($"{Percent(settings.Value(PolicyRules.BreakerSlowRatio))} slower than {Seconds(settings.Value(PolicyRules.BreakerSlowCallMs) / 1_000)}");

        var limits = string.Join(" or ", ratios);
        if (ratios.Count > 0)
            limits += $" of at least {Number(settings.Value(PolicyRules.BreakerMinimumThroughput))} in {Seconds(settings.Value(PolicyRules.BreakerSamplingSeconds))}";

        var row = settings.Value(PolicyRules.BreakerConsecutiveFailures);
        if (row == 0)
            return limits;

        return (limits.Length > 0 ? limits + " or at " : "") + $"{Number(row)} failure{(row == 1 ? "" : "s")} in a row";
    }

    private static string Break(PlanSettings settings)
    {
        var (first, most) = (settings.Value(PolicyRules.BreakerBreakSeconds), settings.Value(PolicyRules.BreakerMaxBreakSeconds));
        return "for " + Seconds(first) + (most > first ? $" growing to {Seconds(most)}" : "");
    }

    private static string Probes(PlanSettings settings)
    {
        var (atATime, required) = (settings.Value(PolicyRules.BreakerProbes), settings.Value(PolicyRules.BreakerRequiredSuccesses));
        return atATime == 1 && required == 1
            ? ""
            : $", and closes after {Number(required)} successful probe{(required == 1 ? "" : "s")}, {Number(atATime)} at a time";
    }

    private static string Percent(double ratio) => Number(ratio * 100) + " %";
}
