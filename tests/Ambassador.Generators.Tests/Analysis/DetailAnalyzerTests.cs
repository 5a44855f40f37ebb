using Ambassador.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Tests.Analysis;

public class DetailAnalyzerTests
{
    private static readonly Rule s_rule = new("AMB0003", DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("Ambassador([|RetryDelayMs = 5|])", "RetryDelayMs has no effect: Retry is not set")]
    [InlineData("Ambassador(TimeoutMs = 5, [|PropagateDeadline = false|])", "PropagateDeadline has no effect: TotalTimeoutMs is not set")]
    [InlineData("Ambassador([|CacheMaxEntries = 5|])", "CacheMaxEntries has no effect: CacheSeconds is not set")]
    [InlineData("Ambassador, [|RetryBudget(0.1, MinPerSecond = 5)|]", "[RetryBudget] has no effect: Retry is not set")]
    [InlineData("Ambassador, CircuitBreaker([|SamplingSeconds = 5|])", "BreakerSamplingSeconds has no effect: Breaker and BreakerSlowCallMs are not set")]
    [InlineData("Ambassador, CircuitBreaker(ConsecutiveFailures = 5, [|MinimumThroughput = 5|])", "BreakerMinimumThroughput has no effect: Breaker and BreakerSlowCallMs are not set")]
    [InlineData("Ambassador([|BreakerGroup = \"payments\"|])", "BreakerGroup has no effect: Breaker and BreakerConsecutiveFailures and BreakerSlowCallMs are not set")]
    [InlineData("Ambassador(Breaker = 0.5, [|BreakerSlowRatio = 0.5|])", "BreakerSlowRatio has no effect: BreakerSlowCallMs is not set")]
    [InlineData("Ambassador, [|Hedge(200)|]", "[Hedge] has no effect: Idempotent is not set")]
    [InlineData("Ambassador([|Hedge = 1|])", "Hedge has no effect: Idempotent is not set")]
    [InlineData("Ambassador(Idempotent = true, [|HedgeAfterMs = 1|])", "HedgeAfterMs has no effect: Hedge is not set")]
    [InlineData("Ambassador([|BulkheadQueue = 5|])", "BulkheadQueue has no effect: Bulkhead is not set")]
    [InlineData("Ambassador([|RateLimitBurst = 5|])", "RateLimitBurst has no effect: RateLimit is not set")]
    [InlineData("Ambassador([|AdaptiveConcurrencyMax = 50|])", "AdaptiveConcurrencyMax has no effect: AdaptiveConcurrency is not set")]
    public async Task A_detail_of_a_policy_that_is_not_there(string attributes, string message)
    {
        await s_rule.FiresAsync($"[{attributes}] public interface ICatalog {{ Task<int> GetAsync(); }}", $"ICatalog: {message}");
        await s_rule.FiresAsync($"[Ambassador] public interface ICatalog {{ [{attributes}] Task<int> GetAsync(); }}", $"ICatalog.GetAsync(): {message}");
    }

    [Theory]
    [InlineData("Balance(BalancingAlgorithm.RoundRobin, [|DecayMs = 5|])", "BalanceDecayMs has no effect: it is for PeakEwma, and the algorithm is RoundRobin")]
    [InlineData("Balance([|TableSize = 5|])", "BalanceTableSize has no effect: it is for Maglev, and the algorithm is PeakEwma")]
    [InlineData("Balance(BalancingAlgorithm.Sticky, [|LoadFactor = 1.25|])", "BalanceLoadFactor has no effect: it is for RingHash and Maglev, and the algorithm is Sticky")]
    [InlineData("Balance([|SlowStartAggression = 2|])", "BalanceSlowStartAggression has no effect: BalanceSlowStartSeconds is not set")]
    [InlineData("Balance([|MinZoneTargets = 2|])", "BalanceMinZoneTargets has no effect: BalanceZone is not set")]
    [InlineData("Balance([|Split = \"version=v2\"|])", "BalanceSplit has no effect: BalanceSplitRatio is not set")]
    [InlineData("Balance([|SplitRatio = 0.1|])", "BalanceSplitRatio has no effect: BalanceSplit is not set")]
    [InlineData("Balance([|Mirror = 0.1|])", "Mirror has no effect: MirrorTo is not set")]
    [InlineData("Balance([|MirrorTo = \"role=shadow\"|])", "MirrorTo has no effect: Mirror is not set")]
    [InlineData("Eject([|FailurePercentMinCalls = 5|])", "EjectFailurePercentMinCalls has no effect: EjectFailurePercent is not set")]
    public async Task A_detail_of_targets(string attribute, string message) =>
        await s_rule.FiresAsync($"[Ambassador, {attribute}] public interface ICatalog {{ Task<int> GetAsync(); }}", $"ICatalog: {message}");

    [Theory]
    [InlineData("Ambassador(Retry = 3, RetryDelayMs = 5), RetryBudget(0.1)")]
    [InlineData("Ambassador(Retry = 0, RetryDelayMs = 5)")]
    [InlineData("Ambassador(RetryDelayMs = 5), Retry(5, On = typeof(TimeoutException))")]
    [InlineData("Ambassador(RetryBudget = 0)")]
    [InlineData("Ambassador(Breaker = 0, BreakerSamplingSeconds = 5)")]
    [InlineData("Ambassador, CircuitBreaker(ConsecutiveFailures = 5, BreakSeconds = 5, Scope = PolicyScope.Interface)")]
    [InlineData("Ambassador, CircuitBreaker(SlowCallMs = 5, SlowRatio = 0.5, SamplingSeconds = 5)")]
    [InlineData("Ambassador(Idempotent = true), Hedge(200)")]
    [InlineData("Ambassador(Idempotent = false), Hedge(200)")]
    [InlineData("Ambassador, Hedge(200, max: 0)")]
    [InlineData("Ambassador, Idempotent")]
    [InlineData("Ambassador, RateLimit(10, Burst = 5), Bulkhead(5, Queue = 2), AdaptiveConcurrency(Max = 50)")]
    public async Task A_detail_of_a_policy_that_is_there_or_off_on_purpose(string attributes) =>
        await s_rule.IsSilentAsync($"[{attributes}] public interface ICatalog {{ [{attributes}] Task<int> GetAsync(); }}");

    [Theory]
    [InlineData("Balance(DecayMs = 5)")]
    [InlineData("Balance(BalancingAlgorithm.Maglev, TableSize = 7, LoadFactor = 1.5)")]
    [InlineData("Balance(BalancingAlgorithm.RingHash, MinRingSize = 2048)")]
    [InlineData("Balance(Mirror = 0, MirrorTo = \"role=shadow\")")]
    [InlineData("Balance(Mirror = 0.1, MirrorTo = \"role=shadow\", MirrorMax = 5)")]
    [InlineData("Eject(FailurePercent = 50, FailurePercentMinCalls = 5)")]
    [InlineData("Eject(MaxPercent = 50), HealthCheck(IntervalSeconds = 5), Pool(Min = 5)")]
    public async Task A_detail_of_targets_that_has_an_effect(string attributes) =>
        await s_rule.IsSilentAsync($"[Ambassador, {attributes}] public interface ICatalog {{ Task<int> GetAsync(string key); }}");

    [Theory]
    [InlineData("[Ambassador(RetryDelayMs = 5)] public interface ICatalog { [Retry(3)] Task GetAsync(); Task SetAsync(); }")]
    [InlineData("[Ambassador, Hedge(200)] public interface ICatalog { [Idempotent] Task GetAsync(); Task SetAsync(); }")]
    [InlineData("[Ambassador(Retry = 3)] public interface ICatalog { [Ambassador(RetryDelayMs = 5)] Task GetAsync(); }")]
    [InlineData("[Ambassador(Retry = 3)] public interface ICatalog : IBase; public interface IBase { [Ambassador(RetryDelayMs = 5)] Task GetAsync(); }")]
    [InlineData("[Ambassador] public interface ICatalog : IBase; [CircuitBreaker(BreakSeconds = 5)] public interface IBase { Task GetAsync(); }")]
    [InlineData("[assembly: AmbassadorFor(typeof(ICatalog), RetryDelayMs = 5)] [assembly: AmbassadorForMethod(typeof(ICatalog), \"GetAsync\", Retry = 5)] public interface ICatalog { Task GetAsync(); Task SetAsync(); }")]
    [InlineData("[Ambassador(RetryDelayMs = 5)] public interface ICatalog { event Action Changed; }")]
    public async Task The_policy_may_be_set_elsewhere_and_for_some(string source) => await s_rule.IsSilentAsync(source);

    [Fact]
    public async Task The_assembly_may_say_it() => await s_rule.FiresAsync(
        """
        [assembly: AmbassadorFor(typeof(ICatalog), [|CacheMaxEntries = 5|])]
        [assembly: AmbassadorForMethod(typeof(ICatalog), "GetAsync", [|RetryDelayMs = 5|])]
        public interface ICatalog { Task GetAsync(); Task SetAsync(); }
        """,
        "ICatalog: CacheMaxEntries has no effect: CacheSeconds is not set",
        "ICatalog.GetAsync(): RetryDelayMs has no effect: Retry is not set");
}
