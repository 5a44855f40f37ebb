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
        double Value(string name) => Resolve(name, method.Settings, interfaceSettings);
        string? Text(PolicyRule rule) => (Find(rule.Name, method.Settings) ?? Find(rule.Name, interfaceSettings))?.Text;

        AddAttempts(clauses, Value("Retry"), Value("RetryDelayMs"), Value("TimeoutMs"), Value("TotalTimeoutMs"));

        if (method.HasResult && Value("CacheSeconds") > 0)
            clauses.Add($"results kept for {Seconds(Value("CacheSeconds"))}, {Number(Value("CacheMaxEntries"))} at most");

        if (CircuitText.Of(rule => Value(rule.Name), Text(PolicyRules.BreakerGroup)) is { } circuit)
            clauses.Add(circuit);

        return clauses.Count == 0 ? "passed on as it is" : string.Join("; ", clauses);
    }

    private static void AddAttempts(List<string> clauses, double retry, double delay, double timeout, double total)
    {
        if (retry > 0)
        {
            var attempts = $"up to {Number(retry + 1)} attempts";
            clauses.Add(timeout > 0 ? $"{attempts}, each at most {Seconds(timeout / 1_000)}" : attempts);
            clauses.Add(delay > 0 ? $"the first retry after about {Seconds(delay / 1_000)}" : "retries at once");
        }
        else if (timeout > 0)
        {
            clauses.Add($"one attempt of at most {Seconds(timeout / 1_000)}");
        }

        if (total > 0)
            clauses.Add($"{Seconds(total / 1_000)} in all");
    }

    private static double Resolve(string name, EquatableArray<Setting> method, EquatableArray<Setting> @interface) =>
        (Find(name, method) ?? Find(name, @interface))?.Value ?? PolicyRules.Find(name)!.Default;

    private static Setting? Find(string name, EquatableArray<Setting> settings)
    {
        foreach (var setting in settings)
        {
            if (setting.Name == name && setting.On is null)
                return setting;
        }

        return null;
    }
}
