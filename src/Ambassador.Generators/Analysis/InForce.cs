using Ambassador.Generators.Extraction;
using Ambassador.Generators.Model;

namespace Ambassador.Generators.Analysis;

/// <summary>Which policies are in force for a method.</summary>
internal static class InForce
{
    // Each alone makes its policy: the rest are details.
    private static readonly PolicyRule[] s_policies =
    [
        PolicyRules.Retry, PolicyRules.TimeoutMs, PolicyRules.TotalTimeoutMs, PolicyRules.CacheSeconds,
        PolicyRules.Breaker, PolicyRules.BreakerConsecutiveFailures, PolicyRules.BreakerSlowCallMs, PolicyRules.Hedge, PolicyRules.Fallback,
        PolicyRules.Bulkhead, PolicyRules.RateLimit, PolicyRules.AdaptiveConcurrency, PolicyRules.Pipeline,
    ];

    private static readonly PolicyRule[] s_timeouts = [PolicyRules.TimeoutMs, PolicyRules.TotalTimeoutMs];

    /// <summary>How often a call may be retried at most, whatever fails.</summary>
    public static int Retries(EffectiveSettings settings)
    {
        var most = 0d;
        foreach (var setting in settings.All)
        {
            if (setting.Name == PolicyRules.Retry.Name)
                most = Math.Max(most, setting.Value);
        }

        return (int)most;
    }

    /// <summary>The timeout that ends an attempt of a method first: the one that is set for the method itself, else the attempt's. Null where there is none.</summary>
    public static PolicyRule? Timeout(EffectiveSettings settings)
    {
        PolicyRule? found = null;
        foreach (var timeout in s_timeouts)
        {
            if (settings[timeout] > 0 && (found is null || (settings.IsSetOfMethod(timeout) && !settings.IsSetOfMethod(found))))
                found = timeout;
        }

        return found;
    }

    /// <summary>Whether attempts may run side by side: only those of idempotent methods do.</summary>
    public static bool IsHedged(AnnotatedMethod method) =>
        method.Settings[PolicyRules.Hedge] > 0 && method.Settings[PolicyRules.Idempotent] != 0 && method.CanHedge;

    /// <summary>The settings that make the policies of a method.</summary>
    public static IEnumerable<PolicyRule> Policies(AnnotatedMethod method)
    {
        foreach (var policy in s_policies)
        {
            if (Has(method, policy))
                yield return policy;
        }
    }

    /// <summary>Whether a policy that a setting makes is in force.</summary>
    public static bool Has(AnnotatedMethod method, PolicyRule policy) =>
        policy == PolicyRules.Retry ? Retries(method.Settings) > 0
        : policy == PolicyRules.Hedge ? IsHedged(method)
        : policy == PolicyRules.CacheSeconds ? method.Settings[policy] > 0 && method is { Result: not null, Shape: not ReturnShape.Stream }
        : policy.Kind == SettingKind.Text ? method.Settings.TextOf(policy) is not null
        : method.Settings[policy] > 0;

    /// <summary>A setting as users write it, with its value.</summary>
    public static string Show(EffectiveSettings settings, PolicyRule rule) => rule switch
    {
        { Kind: SettingKind.Text } => $"{rule.Name} = \"{settings.TextOf(rule)}\"",
        { Kind: SettingKind.Flag } => rule.Name,
        _ => $"{rule.Name} = {rule.Show(rule == PolicyRules.Retry ? Retries(settings) : settings[rule])}",
    };
}
