using Ambassador.Generators.Extraction;

namespace Ambassador.Generators.Analysis;

/// <summary>Which settings are details of which policies, and without them mean nothing.</summary>
internal static class PolicyDetails
{
    private static readonly Dictionary<string, PolicyRule[]> s_policies = new();
    private static readonly Dictionary<string, string[]> s_algorithms = new();

    static PolicyDetails()
    {
        Of(
            [PolicyRules.Retry],
            PolicyRules.RetryDelayMs, PolicyRules.RetryMaxDelayMs, PolicyRules.RetryBackoff, PolicyRules.RetryJitter, PolicyRules.RetryBudget, PolicyRules.RetryBudgetMinPerSecond, PolicyRules.RetryBudgetTtlSeconds);
        Of([PolicyRules.TotalTimeoutMs], PolicyRules.PropagateDeadline);
        Of([PolicyRules.CacheSeconds], PolicyRules.CacheMaxEntries);
        Of(
            [PolicyRules.Breaker, PolicyRules.BreakerConsecutiveFailures, PolicyRules.BreakerSlowCallMs],
            PolicyRules.BreakerBreakSeconds, PolicyRules.BreakerMaxBreakSeconds, PolicyRules.BreakerBreakJitter, PolicyRules.BreakerProbes, PolicyRules.BreakerRequiredSuccesses, PolicyRules.BreakerScope, PolicyRules.BreakerPerTarget, PolicyRules.BreakerGroup);
        Of([PolicyRules.Breaker, PolicyRules.BreakerSlowCallMs], PolicyRules.BreakerMinimumThroughput, PolicyRules.BreakerSamplingSeconds);
        Of([PolicyRules.BreakerSlowCallMs], PolicyRules.BreakerSlowRatio);
        Of([PolicyRules.Hedge], PolicyRules.HedgeAfterMs);
        Of([PolicyRules.Idempotent], PolicyRules.Hedge);
        Of([PolicyRules.Bulkhead], PolicyRules.BulkheadQueue, PolicyRules.BulkheadScope);
        Of([PolicyRules.RateLimit], PolicyRules.RateLimitBurst, PolicyRules.RateLimitQueue, PolicyRules.RateLimitScope);
        Of(
            [PolicyRules.AdaptiveConcurrency],
            PolicyRules.AdaptiveConcurrencyMin, PolicyRules.AdaptiveConcurrencyMax, PolicyRules.AdaptiveConcurrencyInitial, PolicyRules.AdaptiveConcurrencyScope);
        Of([PolicyRules.BalanceZone], PolicyRules.BalanceMinZoneTargets);
        Of([PolicyRules.BalanceSlowStartSeconds], PolicyRules.BalanceSlowStartAggression, PolicyRules.BalanceSlowStartMinRatio);
        Of([PolicyRules.BalanceSubset], PolicyRules.BalanceSubsetFallback);
        Of([PolicyRules.BalanceSplit], PolicyRules.BalanceSplitRatio);
        Of([PolicyRules.BalanceSplitRatio], PolicyRules.BalanceSplit);
        Of([PolicyRules.Mirror], PolicyRules.MirrorTo, PolicyRules.MirrorMax);
        Of([PolicyRules.MirrorTo], PolicyRules.Mirror);
        Of([PolicyRules.EjectFailurePercent], PolicyRules.EjectFailurePercentMinTargets, PolicyRules.EjectFailurePercentMinCalls);

        For(["PeakEwma"], PolicyRules.BalanceDecayMs, PolicyRules.BalanceDefaultRttMs);
        For(["RingHash"], PolicyRules.BalanceMinRingSize, PolicyRules.BalanceMaxRingSize);
        For(["Maglev"], PolicyRules.BalanceTableSize);
        For(["RingHash", "Maglev"], PolicyRules.BalanceLoadFactor);

        static void Of(PolicyRule[] policies, params PolicyRule[] details)
        {
            foreach (var detail in details)
                s_policies.Add(detail.Name, policies);
        }

        static void For(string[] algorithms, params PolicyRule[] details)
        {
            foreach (var detail in details)
                s_algorithms.Add(detail.Name, algorithms);
        }
    }

    /// <summary>Whether a setting is a detail of anything.</summary>
    public static bool Contains(string name) => s_policies.ContainsKey(name) || s_algorithms.ContainsKey(name);

    /// <summary>Whether a detail is a policy itself, which 0 turns off.</summary>
    public static bool IsOffAtZero(PolicyRule rule) =>
        rule == PolicyRules.Hedge || rule == PolicyRules.RetryBudget || rule == PolicyRules.Mirror || rule == PolicyRules.BalanceSplitRatio || rule == PolicyRules.BalanceLoadFactor;

    /// <summary>What a detail lacks, in words; null where it has an effect.</summary>
    /// <param name="name">The detail.</param>
    /// <param name="settings">What is in force with it.</param>
    public static string? Missing(string name, EffectiveSettings settings)
    {
        if (s_algorithms.TryGetValue(name, out var algorithms))
        {
            var algorithm = PolicyRules.Balance.Show(settings[PolicyRules.Balance]);
            return algorithms.Contains(algorithm) ? null : $"it is for {string.Join(" and ", algorithms)}, and the algorithm is {algorithm}";
        }

        var policies = s_policies[name];
        foreach (var policy in policies)
        {
            // One that is set to 0 on purpose waits for configuration to turn it on.
            if (IsMentioned(policy, settings))
                return null;
        }

        return $"{string.Join(" and ", policies.Select(policy => policy.Name))} {(policies.Length == 1 ? "is" : "are")} not set";
    }

    private static bool IsMentioned(PolicyRule policy, EffectiveSettings settings)
    {
        foreach (var setting in settings.All)
        {
            if (setting.Name == policy.Name)
                return true;
        }

        return false;
    }
}
