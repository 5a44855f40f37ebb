using System.Globalization;
using Ambassador.Generators.Model;

namespace Ambassador.Generators.Emission;

/// <summary>Says in words what a method's limits amount to.</summary>
internal static class LimitText
{
    /// <param name="clauses">Where to say it.</param>
    /// <param name="method">The method.</param>
    /// <param name="value">The value of a setting by its name.</param>
    /// <param name="pipeline">The user's pipeline, if one is named.</param>
    public static void Add(List<string> clauses, RoutedMethod method, Func<string, double> value, string? pipeline)
    {
        if (value("RateLimit") is > 0 and var rate)
        {
            var burst = value("RateLimitBurst");
            var more = burst > 0 ? $", {Number(burst)} at once" : "";
            clauses.Add($"at most {Number(rate)} calls a second{Of(method, "RateLimit")}{more}{Waiting("RateLimitQueue")}");
        }

        if (value("Bulkhead") is > 0 and var bulkhead)
            clauses.Add($"at most {Number(bulkhead)} calls at a time{Of(method, "Bulkhead")}{Waiting("BulkheadQueue")}");

        if (value("AdaptiveConcurrency") > 0)
            clauses.Add($"as many calls at a time as latency allows, {Number(value("AdaptiveConcurrencyMin"))} to {Number(value("AdaptiveConcurrencyMax"))}");

        if (pipeline is not null)
            clauses.Add($"through the pipeline '{pipeline}'");

        string Waiting(string setting) => value(setting) is > 0 and var queue ? $", {Number(queue)} waiting" : "";
    }

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
