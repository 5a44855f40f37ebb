namespace Ambassador;

/// <summary>
/// What each setting is called, what it may be and what it is when nobody sets it. The generator's project compiles this
/// same file, so that the build, the start of the host and a reload judge a value alike.
/// </summary>
internal static class PolicyRules
{
    private const int Day = 86_400;
    private const int DayMs = Day * 1_000;
    private const int Million = 1_000_000;
    private const string Scope = "global::Ambassador.PolicyScope";

    // Before the rules: each of them takes its place here.
    private static readonly List<PolicyRule> s_all = [];

    public static readonly PolicyRule Retry = Whole("Retry", 0, 1_000, 0, "Retry.Count", byFailure: true);
    public static readonly PolicyRule RetryDelayMs = Whole("RetryDelayMs", 0, DayMs, 200, "Retry.DelayMs", byFailure: true);
    public static readonly PolicyRule RetryMaxDelayMs = Whole("RetryMaxDelayMs", 0, DayMs, 30_000, "Retry.MaxDelayMs", byFailure: true);
    public static readonly PolicyRule RetryBackoff =
        Choice("RetryBackoff", "global::Polly.DelayBackoffType", ["Constant", "Linear", "Exponential"], 2, "Retry.Backoff", byFailure: true);

    public static readonly PolicyRule RetryJitter = Flag("RetryJitter", true, "Retry.Jitter", byFailure: true);
    public static readonly PolicyRule RetryBudget = Real("RetryBudget", 0, 10, 0.2, "RetryBudget.Ratio");
    public static readonly PolicyRule RetryBudgetMinPerSecond = Real("RetryBudgetMinPerSecond", 0, Million, 10, "RetryBudget.MinPerSecond");
    public static readonly PolicyRule RetryBudgetTtlSeconds = Real("RetryBudgetTtlSeconds", 1, 60, 10, "RetryBudget.TtlSeconds");

    public static readonly PolicyRule TimeoutMs = Whole("TimeoutMs", 0, DayMs, 0, "Timeout.AttemptMs");
    public static readonly PolicyRule TotalTimeoutMs = Whole("TotalTimeoutMs", 0, DayMs, 0, "Timeout.TotalMs");
    public static readonly PolicyRule PropagateDeadline = Flag("PropagateDeadline", true, "Timeout.Propagate");

    public static readonly PolicyRule CacheSeconds = Real("CacheSeconds", 0, 365 * Day, 0);
    public static readonly PolicyRule CacheMaxEntries = Whole("CacheMaxEntries", 3, 10 * Million, 1_000);

    public static readonly PolicyRule Breaker = Real("Breaker", 0, 1, 0, "CircuitBreaker.FailureRatio");
    public static readonly PolicyRule BreakerMinimumThroughput = Whole("BreakerMinimumThroughput", 1, Million, 10, "CircuitBreaker.MinimumThroughput");
    public static readonly PolicyRule BreakerSamplingSeconds = Real("BreakerSamplingSeconds", 0.01, Day, 30, "CircuitBreaker.SamplingSeconds");
    public static readonly PolicyRule BreakerBreakSeconds = Real("BreakerBreakSeconds", 0.01, Day, 5, "CircuitBreaker.BreakSeconds");
    public static readonly PolicyRule BreakerMaxBreakSeconds = Real("BreakerMaxBreakSeconds", 0, Day, 0, "CircuitBreaker.MaxBreakSeconds");
    public static readonly PolicyRule BreakerBreakJitter = Real("BreakerBreakJitter", 0, 1, 0, "CircuitBreaker.BreakJitter");
    public static readonly PolicyRule BreakerConsecutiveFailures = Whole("BreakerConsecutiveFailures", 0, Million, 0, "CircuitBreaker.ConsecutiveFailures");
    public static readonly PolicyRule BreakerSlowCallMs = Whole("BreakerSlowCallMs", 0, DayMs, 0, "CircuitBreaker.SlowCallMs");
    public static readonly PolicyRule BreakerSlowRatio = Real("BreakerSlowRatio", 0.001, 1, 1, "CircuitBreaker.SlowRatio");
    public static readonly PolicyRule BreakerProbes = Whole("BreakerProbes", 1, 1_000, 1, "CircuitBreaker.Probes");
    public static readonly PolicyRule BreakerRequiredSuccesses = Whole("BreakerRequiredSuccesses", 1, 1_000, 1, "CircuitBreaker.RequiredSuccesses");
    public static readonly PolicyRule BreakerCounts = Flag("BreakerCounts", true, byFailure: true);
    public static readonly PolicyRule BreakerScope =
        Choice("BreakerScope", Scope, ["Method", "Interface"], 0, "CircuitBreaker.Scope");

    public static readonly PolicyRule BreakerPerTarget = Flag("BreakerPerTarget", false, "CircuitBreaker.PerTarget");
    public static readonly PolicyRule BreakerGroup = Text("BreakerGroup", "CircuitBreaker.Group");

    public static readonly PolicyRule Hedge = Whole("Hedge", 0, 10, 0, "Hedge.Max");
    public static readonly PolicyRule HedgeAfterMs = Whole("HedgeAfterMs", 0, DayMs, 2_000, "Hedge.AfterMs");
    public static readonly PolicyRule Idempotent = Flag("Idempotent", false, "Idempotent.");
    public static readonly PolicyRule Fallback = Flag("Fallback", false, "Fallback.", byFailure: true);

    public static readonly PolicyRule Bulkhead = Whole("Bulkhead", 0, Million, 0, "Bulkhead.Max");
    public static readonly PolicyRule BulkheadQueue = Whole("BulkheadQueue", 0, Million, 0, "Bulkhead.Queue");
    public static readonly PolicyRule BulkheadScope = Choice("BulkheadScope", Scope, ["Method", "Interface"], 0, "Bulkhead.Scope");
    public static readonly PolicyRule RateLimit = Real("RateLimit", 0, 1_000 * Million, 0, "RateLimit.PerSecond");
    public static readonly PolicyRule RateLimitBurst = Whole("RateLimitBurst", 0, 1_000 * Million, 0, "RateLimit.Burst");
    public static readonly PolicyRule RateLimitQueue = Whole("RateLimitQueue", 0, Million, 0, "RateLimit.Queue");
    public static readonly PolicyRule RateLimitScope = Choice("RateLimitScope", Scope, ["Method", "Interface"], 0, "RateLimit.Scope");
    public static readonly PolicyRule AdaptiveConcurrency = Flag("AdaptiveConcurrency", false, "AdaptiveConcurrency.");
    public static readonly PolicyRule AdaptiveConcurrencyMin = Whole("AdaptiveConcurrencyMin", 1, Million, 3, "AdaptiveConcurrency.Min");
    public static readonly PolicyRule AdaptiveConcurrencyMax = Whole("AdaptiveConcurrencyMax", 1, Million, 1_000, "AdaptiveConcurrency.Max");
    public static readonly PolicyRule AdaptiveConcurrencyInitial = Whole("AdaptiveConcurrencyInitial", 1, Million, 20, "AdaptiveConcurrency.Initial");
    public static readonly PolicyRule AdaptiveConcurrencyScope = Choice("AdaptiveConcurrencyScope", Scope, ["Method", "Interface"], 0, "AdaptiveConcurrency.Scope");

    public static readonly PolicyRule Pipeline = Text("Pipeline", "Pipeline.Name");

    public static readonly PolicyRule FaultRate = Real("FaultRate", 0, 1, 0, rehearsal: true);
    public static readonly PolicyRule FaultKind = Choice(
        "FaultKind", "global::Ambassador.FaultKind", ["Injected", "Http", "Timeout", "Socket", "Canceled"], 0, rehearsal: true);

    public static readonly PolicyRule FaultLatencyMs = Whole("FaultLatencyMs", 0, DayMs, 0, rehearsal: true);
    public static readonly PolicyRule FaultLatencyRate = Real("FaultLatencyRate", 0, 1, 1, rehearsal: true);

    // What concerns the targets of an interface as a whole.
    public static readonly PolicyRule Balance = Choice(
        "Balance", "global::Ambassador.BalancingAlgorithm",
        ["RoundRobin", "Random", "LeastRequests", "PeakEwma", "RingHash", "Maglev", "Sticky", "FirstAvailable"], 3, "Balance.Algorithm", ofTargets: true);

    public static readonly PolicyRule BalanceDecayMs = Whole("BalanceDecayMs", 1, DayMs, 10_000, "Balance.DecayMs", ofTargets: true);
    public static readonly PolicyRule BalanceDefaultRttMs = Whole("BalanceDefaultRttMs", 1, DayMs, 30, "Balance.DefaultRttMs", ofTargets: true);
    public static readonly PolicyRule BalanceMinRingSize = Whole("BalanceMinRingSize", 1, 8_388_608, 1024, "Balance.MinRingSize", ofTargets: true);
    public static readonly PolicyRule BalanceMaxRingSize = Whole("BalanceMaxRingSize", 1, 8_388_608, 8_388_608, "Balance.MaxRingSize", ofTargets: true);
    public static readonly PolicyRule BalanceTableSize = Whole("BalanceTableSize", 2, 5 * Million, 65_537, "Balance.TableSize", ofTargets: true);
    public static readonly PolicyRule BalanceLoadFactor = Real("BalanceLoadFactor", 0, 100, 0, "Balance.LoadFactor", ofTargets: true, leastAboveZero: 1);
    public static readonly PolicyRule BalanceZone = Text("BalanceZone", "Balance.Zone", ofTargets: true);
    public static readonly PolicyRule BalanceMinZoneTargets = Whole("BalanceMinZoneTargets", 1, Million, 6, "Balance.MinZoneTargets", ofTargets: true);
    public static readonly PolicyRule BalancePanicRatio = Real("BalancePanicRatio", 0, 1, 0.5, "Balance.PanicRatio", ofTargets: true);
    public static readonly PolicyRule BalanceSlowStartSeconds = Real("BalanceSlowStartSeconds", 0, Day, 0, "Balance.SlowStartSeconds", ofTargets: true);
    public static readonly PolicyRule BalanceSlowStartAggression = Real("BalanceSlowStartAggression", 0.01, 100, 1, "Balance.SlowStartAggression", ofTargets: true);
    public static readonly PolicyRule BalanceSlowStartMinRatio = Real("BalanceSlowStartMinRatio", 0, 1, 0.1, "Balance.SlowStartMinRatio", ofTargets: true);
    public static readonly PolicyRule BalanceSubset = Labels("BalanceSubset", "Balance.Subset");
    public static readonly PolicyRule BalanceSubsetFallback = Flag("BalanceSubsetFallback", false, "Balance.SubsetFallback", ofTargets: true);
    public static readonly PolicyRule BalanceSplit = Labels("BalanceSplit", "Balance.Split");
    public static readonly PolicyRule BalanceSplitRatio = Real("BalanceSplitRatio", 0, 1, 0, "Balance.SplitRatio", ofTargets: true);
    public static readonly PolicyRule Mirror = Real("Mirror", 0, 1, 0, "Balance.Mirror", ofTargets: true);
    public static readonly PolicyRule MirrorTo = Labels("MirrorTo", "Balance.MirrorTo");
    public static readonly PolicyRule MirrorMax = Whole("MirrorMax", 1, Million, 100, "Balance.MirrorMax", ofTargets: true);
    public static readonly PolicyRule Eject = Flag("Eject", false, "Eject.", ofTargets: true);
    public static readonly PolicyRule EjectConsecutiveFailures = Whole("EjectConsecutiveFailures", 0, Million, 5, "Eject.ConsecutiveFailures", ofTargets: true);
    public static readonly PolicyRule EjectConsecutiveUnanswered = Whole("EjectConsecutiveUnanswered", 0, Million, 0, "Eject.ConsecutiveUnanswered", ofTargets: true);
    public static readonly PolicyRule EjectIntervalSeconds = Real("EjectIntervalSeconds", 0.001, Day, 10, "Eject.IntervalSeconds", ofTargets: true);
    public static readonly PolicyRule EjectBaseSeconds = Real("EjectBaseSeconds", 0.001, Day, 30, "Eject.BaseSeconds", ofTargets: true);
    public static readonly PolicyRule EjectMaxSeconds = Real("EjectMaxSeconds", 0.001, Day, 300, "Eject.MaxSeconds", ofTargets: true);
    public static readonly PolicyRule EjectJitterSeconds = Real("EjectJitterSeconds", 0, Day, 0, "Eject.JitterSeconds", ofTargets: true);
    public static readonly PolicyRule EjectMaxPercent = Whole("EjectMaxPercent", 0, 100, 10, "Eject.MaxPercent", ofTargets: true);
    public static readonly PolicyRule EjectAtLeastOne = Flag("EjectAtLeastOne", true, "Eject.AtLeastOne", ofTargets: true);
    public static readonly PolicyRule EjectSuccessRateStdev = Real("EjectSuccessRateStdev", 0, 100, 1.9, "Eject.SuccessRateStdev", ofTargets: true);
    public static readonly PolicyRule EjectSuccessRateMinTargets = Whole("EjectSuccessRateMinTargets", 1, Million, 5, "Eject.SuccessRateMinTargets", ofTargets: true);
    public static readonly PolicyRule EjectSuccessRateMinCalls = Whole("EjectSuccessRateMinCalls", 1, Million, 100, "Eject.SuccessRateMinCalls", ofTargets: true);
    public static readonly PolicyRule EjectFailurePercent = Whole("EjectFailurePercent", 0, 100, 0, "Eject.FailurePercent", ofTargets: true);
    public static readonly PolicyRule EjectFailurePercentMinTargets = Whole("EjectFailurePercentMinTargets", 1, Million, 5, "Eject.FailurePercentMinTargets", ofTargets: true);
    public static readonly PolicyRule EjectFailurePercentMinCalls = Whole("EjectFailurePercentMinCalls", 1, Million, 50, "Eject.FailurePercentMinCalls", ofTargets: true);
    public static readonly PolicyRule HealthCheck = Flag("HealthCheck", true, "HealthCheck.", ofTargets: true);
    public static readonly PolicyRule HealthCheckSeconds = Real("HealthCheckSeconds", 0.001, Day, 10, "HealthCheck.IntervalSeconds", ofTargets: true);
    public static readonly PolicyRule HealthCheckJitter = Real("HealthCheckJitter", 0, 1, 0.1, "HealthCheck.Jitter", ofTargets: true);
    public static readonly PolicyRule HealthCheckTimeoutMs = Whole("HealthCheckTimeoutMs", 1, DayMs, 1000, "HealthCheck.TimeoutMs", ofTargets: true);
    public static readonly PolicyRule HealthCheckHealthyThreshold = Whole("HealthCheckHealthyThreshold", 1, 1000, 1, "HealthCheck.HealthyThreshold", ofTargets: true);
    public static readonly PolicyRule HealthCheckUnhealthyThreshold = Whole("HealthCheckUnhealthyThreshold", 1, 1000, 3, "HealthCheck.UnhealthyThreshold", ofTargets: true);
    public static readonly PolicyRule Pool = Whole("Pool", 0, 10_000, 0, "Pool.Max", ofTargets: true);
    public static readonly PolicyRule PoolMin = Whole("PoolMin", 0, 10_000, 0, "Pool.Min", ofTargets: true);
    public static readonly PolicyRule PoolIdleSeconds = Real("PoolIdleSeconds", 0, Day, 300, "Pool.IdleSeconds", ofTargets: true);
    public static readonly PolicyRule PoolLifetimeSeconds = Real("PoolLifetimeSeconds", 0, Day, 1800, "Pool.LifetimeSeconds", ofTargets: true);
    public static readonly PolicyRule PoolLifetimeJitter = Real("PoolLifetimeJitter", 0, 1, 0.25, "Pool.LifetimeJitter", ofTargets: true);
    public static readonly PolicyRule PoolAcquireTimeoutMs = Whole("PoolAcquireTimeoutMs", 0, DayMs, 15_000, "Pool.AcquireTimeoutMs", ofTargets: true);
    public static readonly PolicyRule PoolQueue = Whole("PoolQueue", 0, Million, 100, "Pool.Queue", ofTargets: true);
    public static readonly PolicyRule PoolCheckSeconds = Real("PoolCheckSeconds", 0, Day, 120, "Pool.CheckSeconds", ofTargets: true);
    public static readonly PolicyRule PoolCheckTimeoutMs = Whole("PoolCheckTimeoutMs", 1, DayMs, 5000, "Pool.CheckTimeoutMs", ofTargets: true);

    /// <summary>Every setting there is, in the order of the attribute's properties.</summary>
    public static IReadOnlyList<PolicyRule> All => s_all;

    /// <summary>The rule of one setting, or null where there is none of that name. Names are compared as configuration compares its keys.</summary>
    public static PolicyRule? Find(string name)
    {
        foreach (var rule in s_all)
        {
            if (string.Equals(rule.Name, name, StringComparison.OrdinalIgnoreCase))
                return rule;
        }

        return null;
    }

    /// <summary>The rule of what an attribute of its own sets, as in <c>Retry</c> and <c>DelayMs</c>.</summary>
    /// <param name="attribute">The attribute's name, less its suffix.</param>
    /// <param name="property">A property; or the parameter of the constructor that sets it.</param>
    public static PolicyRule? Find(string attribute, string property)
    {
        foreach (var rule in s_all)
        {
            if (rule.Attribute == attribute && string.Equals(rule.Property, property, StringComparison.OrdinalIgnoreCase))
                return rule;
        }

        return null;
    }

    private static PolicyRule Whole(
        string name, int minimum, int maximum, int @default, string attribute = "", bool byFailure = false, bool rehearsal = false, bool ofTargets = false) =>
        Add(new(s_all.Count, name, SettingKind.Whole, attribute)
        {
            Minimum = minimum, Maximum = maximum, Default = @default, IsByFailure = byFailure, IsRehearsal = rehearsal, IsOfTargets = ofTargets,
        });

    private static PolicyRule Real(
        string name, double minimum, double maximum, double @default, string attribute = "", bool rehearsal = false, bool ofTargets = false, double leastAboveZero = 0) =>
        Add(new(s_all.Count, name, SettingKind.Real, attribute)
        {
            Minimum = minimum, Maximum = maximum, Default = @default, IsRehearsal = rehearsal, IsOfTargets = ofTargets, LeastAboveZero = leastAboveZero,
        });

    private static PolicyRule Flag(string name, bool @default, string attribute = "", bool byFailure = false, bool ofTargets = false) =>
        Add(new(s_all.Count, name, SettingKind.Flag, attribute)
        {
            Maximum = 1, Default = @default ? 1 : 0, IsByFailure = byFailure, IsOfTargets = ofTargets,
        });

    private static PolicyRule Choice(
        string name, string type, string[] choices, int @default, string attribute = "", bool byFailure = false, bool rehearsal = false, bool ofTargets = false) =>
        Add(new(s_all.Count, name, SettingKind.Choice, attribute)
        {
            ChoiceType = type,
            Choices = choices,
            Maximum = choices.Length - 1,
            Default = @default,
            IsByFailure = byFailure,
            IsRehearsal = rehearsal,
            IsOfTargets = ofTargets,
        });

    private static PolicyRule Text(string name, string attribute, bool ofTargets = false) =>
        Add(new(s_all.Count, name, SettingKind.Text, attribute) { IsOfTargets = ofTargets });

    private static PolicyRule Labels(string name, string attribute) =>
        Add(new(s_all.Count, name, SettingKind.Text, attribute) { IsOfTargets = true, IsLabels = true });

    private static PolicyRule Add(PolicyRule rule)
    {
        s_all.Add(rule);
        return rule;
    }
}
