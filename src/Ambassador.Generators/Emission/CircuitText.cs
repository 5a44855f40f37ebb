using static Ambassador.Generators.Emission.Quantities;

namespace Ambassador.Generators.Emission;

/// <summary>Says in words what a circuit's settings amount to.</summary>
internal static class CircuitText
{
    /// <summary>As in <c>the circuit opens at 50 % failures of at least 10 in 30 s, for 5 s</c>; null where there is no circuit.</summary>
    /// <param name="value">The value of a setting.</param>
    /// <param name="group">The group whose circuit it is, or null.</param>
    public static string? Of(Func<PolicyRule, double> value, string? group)
    {
        var limits = Limits(value);
        if (limits.Length == 0)
            return null;

        return $"{Name(value, group)} opens at {limits}, {Break(value)}{Probes(value)}";
    }

    private static string Name(Func<PolicyRule, double> value, string? group) =>
        group is not null ? $"the circuit of the group {Literals.Text(group)}"
        : value(PolicyRules.BreakerScope) == 0 ? "the circuit"
        : "the circuit of the interface";

    private static string Limits(Func<PolicyRule, double> value)
    {
        var ratios = new List<string>();
        if (value(PolicyRules.Breaker) > 0)
            ratios.Add($"{Percent(value(PolicyRules.Breaker))} failures");

        if (value(PolicyRules.BreakerSlowCallMs) > 0)
            ratios.Add($"{Percent(value(PolicyRules.BreakerSlowRatio))} slower than {Seconds(value(PolicyRules.BreakerSlowCallMs) / 1_000)}");

        var limits = string.Join(" or ", ratios);
        if (ratios.Count > 0)
            limits += $" of at least {Number(value(PolicyRules.BreakerMinimumThroughput))} in {Seconds(value(PolicyRules.BreakerSamplingSeconds))}";

        var row = value(PolicyRules.BreakerConsecutiveFailures);
        if (row == 0)
            return limits;

        return (limits.Length > 0 ? limits + " or at " : "") + $"{Number(row)} failure{(row == 1 ? "" : "s")} in a row";
    }

    private static string Break(Func<PolicyRule, double> value)
    {
        var (first, most) = (value(PolicyRules.BreakerBreakSeconds), value(PolicyRules.BreakerMaxBreakSeconds));
        return "for " + Seconds(first) + (most > first ? $" growing to {Seconds(most)}" : "");
    }

    private static string Probes(Func<PolicyRule, double> value)
    {
        var (atATime, required) = (value(PolicyRules.BreakerProbes), value(PolicyRules.BreakerRequiredSuccesses));
        return atATime == 1 && required == 1
            ? ""
            : $", and closes after {Number(required)} successful probe{(required == 1 ? "" : "s")}, {Number(atATime)} at a time";
    }

    private static string Percent(double ratio) => Number(ratio * 100) + " %";
}
