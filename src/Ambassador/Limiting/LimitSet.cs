using System.Diagnostics;
using Ambassador.Telemetry;
using Ambassador.Time;

namespace Ambassador.Limiting;

/// <summary>
/// The limits of one method, or those that the methods of one interface share; each is made when a policy first asks for it, and kept. Not safe for
/// concurrent use: policies are put in force one after another.
/// </summary>
/// <param name="clock">Time, for everything.</param>
/// <param name="randomizer">Numbers from [0, 1).</param>
/// <param name="tags">Whose limits they are, for the gauges.</param>
/// <param name="shared">Those of the interface; null if these are.</param>
internal sealed class LimitSet(Clock clock, Func<double> randomizer, TagList tags, LimitSet? shared = null)
{
    private LimitGroup<TokenBucket>? _rateLimit;
    private LimitGroup<Bulkhead>? _bulkhead;
    private LimitGroup<AdaptiveLimit>? _adaptive;

    /// <summary>The limits that a method's policy asks for, with its settings in force; null for none.</summary>
    public MethodLimits? Of(Policy policy, MethodTelemetry method) => !policy.Limits ? null : new(
        method,
        For(policy, PolicyRules.RateLimit, PolicyRules.RateLimitScope)?.RateLimit(policy),
        For(policy, PolicyRules.Bulkhead, PolicyRules.BulkheadScope)?.Bulkhead(policy),
        For(policy, PolicyRules.AdaptiveConcurrency, PolicyRules.AdaptiveConcurrencyScope)?.Adaptive(policy));

    private LimitSet? For(Policy policy, PolicyRule limit, PolicyRule scope)
    {
        if (policy.Settings.Value(limit) == 0)
            return null;

        return policy.Settings.Value(scope) == (double)PolicyScope.Interface && shared is not null ? shared : this;
    }

    private LimitGroup<TokenBucket> RateLimit(Policy policy) =>
        Get(ref _rateLimit, policy, TokenBucket.Name, settings => new TokenBucket(clock, settings));

    private LimitGroup<Bulkhead> Bulkhead(Policy policy) =>
        Get(ref _bulkhead, policy, Limiting.Bulkhead.Name, static settings => new Bulkhead(settings));

    private LimitGroup<AdaptiveLimit> Adaptive(Policy policy) =>
        Get(ref _adaptive, policy, AdaptiveLimit.Name, settings => new AdaptiveLimit(clock, randomizer, settings));

    private LimitGroup<TLimit> Get<TLimit>(
        ref LimitGroup<TLimit>? group, Policy policy, string kind, Func<PolicySettings, TLimit> create)
        where TLimit : Limit
    {
        var settings = shared is null ? policy.SharedSettings : policy.Settings;
        if (group is not null)
        {
            group.Apply(settings);
            return group;
        }

        var groupTags = tags;
        groupTags.Add(Instruments.LimitTag, kind);
        group = new(clock, settings, groupTags, create);
        LimitGauges.Follow(group);
        return group;
    }
}
