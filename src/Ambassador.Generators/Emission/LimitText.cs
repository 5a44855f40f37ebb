using System.Globalization;
using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Says in words what a method's limits amount to.</summary>
internal static class LimitText
{
    /// <param name="clauses">Where to say it.</param>
    /// <param name="method">The method.</param>
    /// <param name="settings">What is set for it.</param>
    public static void Add(List<string> clauses, RoutedMethod method, PlanSettings settings)
    {
        if (settings.Value(PolicyRules.RateLimit) is > 0 and var rate)
        {
            var burst = settings.Value(PolicyRules.RateLimitBurst);
            var more = burst > 0 ? $", {Number(burst)} at once" : "";
            clauses.Add($"at most {Number(rate)} calls a second{Of(method, "RateLimit")}{more}{Waiting(settings, PolicyRules.RateLimitQueue)}");
        }

        if (settings.Value(PolicyRules.Bulkhead) is > 0 and var bulkhead)
            clauses.Add($"at most {Number(bulkhead)} calls at a time{Of(method, "Bulkhead")}{Waiting(settings, PolicyRules.BulkheadQueue)}");

        if (settings.Value(PolicyRules.AdaptiveConcurrency) > 0)
            clauses.Add($"as many calls at a time as latency allows, {Number(settings.Value(PolicyRules.AdaptiveConcurrencyMin))} to {Number(settings.Value(PolicyRules.AdaptiveConcurrencyMax))}");

        if (settings.Text(PolicyRules.Pipeline) is { } pipeline)
            clauses.Add($"through the pipeline '{pipeline}'");
    }

    private static string Waiting(PlanSettings settings, PolicyRule queue) => settings.Value(queue) is > 0 and var most ? $", {Number(most)} waiting" : "";

    private static string Of(RoutedMethod method, string limit)
    {
        foreach (var partition in method.Partitions)
        {
            if (partition.Limit == limit)
                return $" for each {method.Parameters[partition.Parameter].Name}";
        }

        return "";
    }

    private static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
