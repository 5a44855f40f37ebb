using Ambassador.Generators.Model;
using static Ambassador.Generators.Emission.Quantities;

namespace Ambassador.Generators.Emission;

/// <summary>Says in words what a method's settings amount to.</summary>
internal static class PlanText
{
    /// <summary>A method's plan, without a full stop: <c>up to 4 attempts, each at most 2 s; results kept for 60 s</c>.</summary>
    public static string Of(RoutedMethod method, EquatableArray<Setting> interfaceSettings)
    {
        var clauses = new List<string>();
        var settings = new PlanSettings(method.Settings, interfaceSettings);

        AddAttempts(clauses, method, settings);
        if (settings.Value(PolicyRules.TotalTimeoutMs) > 0 && settings.Value(PolicyRules.PropagateDeadline) == 0)
            clauses.Add("calls inside may take longer");

        if (settings.Value(PolicyRules.Hedge) > 0 && settings.Value(PolicyRules.Idempotent) > 0 && CanHedge(method))
            AddHedges(clauses, settings.Value(PolicyRules.Hedge), settings.Value(PolicyRules.HedgeAfterMs));

        if (method.HasResult && settings.Value(PolicyRules.CacheSeconds) > 0)
            clauses.Add($"results kept for {Seconds(settings.Value(PolicyRules.CacheSeconds))}, {Number(settings.Value(PolicyRules.CacheMaxEntries))} at most");

        if (CircuitText.Of(settings) is { } circuit)
            clauses.Add(circuit);

        LimitText.Add(clauses, method, settings);

        if (method.Fallback is { } fallback && FallsBack(method.Settings, interfaceSettings))
            clauses.Add($"{fallback.DisplayName} answers for failures");

        return clauses.Count == 0 ? "passed on as it is" : string.Join("; ", clauses);
    }

    /// <summary>Whether two methods of one interface are sure to have the same plan: a way to know it without making the text.</summary>
    public static bool IsSame(RoutedMethod method, RoutedMethod other, EquatableArray<Setting> interfaceSettings) =>
        IsStream(method) == IsStream(other)
        && method.Settings == other.Settings
        && (method.HasResult == other.HasResult || new PlanSettings(method.Settings, interfaceSettings).Value(PolicyRules.CacheSeconds) == 0)
        && (CanHedge(method) == CanHedge(other) || new PlanSettings(method.Settings, interfaceSettings).Value(PolicyRules.Hedge) == 0)
        && method.Fallback == other.Fallback
        && method.Partitions.Count == 0 && other.Partitions.Count == 0;

    private static bool IsStream(RoutedMethod method) => method.Shape == ReturnShape.Stream;

    private static bool CanHedge(RoutedMethod method) => method.Shape is not (ReturnShape.Void or ReturnShape.Value);

    private static void AddAttempts(List<string> clauses, RoutedMethod method, PlanSettings settings)
    {
        var (timeout, total) = (settings.Value(PolicyRules.TimeoutMs), settings.Value(PolicyRules.TotalTimeoutMs));
        if (settings.MostRetries is > 0 and var retries)
        {
            var attempts = IsStream(method) ? "opening: up to" : "up to";
            var each = timeout > 0 && !IsStream(method) ? $", each at most {Seconds(timeout / 1_000)}" : "";
            var worst = settings.HasWaitsOnSome ? null : WorstCase.Of(settings, retries, CanHedge(method)).CallMs;
            var longest = worst is { } time ? $", worst case {Seconds(time / 1_000)}" : "";
            clauses.Add($"{attempts} {Number(retries + 1)} attempts{each}{longest}");
            if (settings.Value(PolicyRules.Retry) > 0 || !settings.HasWaitsOnSome)
                clauses.Add(FirstRetry(settings.Value(PolicyRules.RetryDelayMs)));
        }
        else if (timeout > 0 && !IsStream(method))
        {
            clauses.Add($"one attempt of at most {Seconds(timeout / 1_000)}");
        }

        // An attempt of a stream is its opening, and the time for an attempt is that for each item.
        if (timeout > 0 && IsStream(method))
            clauses.Add($"at most {Seconds(timeout / 1_000)} for each item");

        if (total > 0)
            clauses.Add($"{Seconds(total / 1_000)}{(IsStream(method) ? " of waiting" : "")} in all");
    }

    private static void AddHedges(List<string> clauses, double hedges, double after)
    {
        var others = hedges > 1 ? $"up to {Number(hedges)} others" : "another";
        clauses.Add(after > 0 ? $"{others} beside each that takes {Seconds(after / 1_000)}" : $"{others} beside each");
    }

    // For all failures, or for those of some type.
    private static bool FallsBack(EquatableArray<Setting> method, EquatableArray<Setting> @interface) =>
        new PlanSettings(method, @interface).Value(PolicyRules.Fallback) > 0
        || method.Concat(@interface).Any(setting => setting is { Name: "Fallback", On: not null, Value: > 0 });

    private static string FirstRetry(double delay) => delay > 0 ? $"the first retry after about {Seconds(delay / 1_000)}" : "retries at once";
}
