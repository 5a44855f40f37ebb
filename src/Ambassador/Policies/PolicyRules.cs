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
        string name, int minimum, int maximum, int @default, string attribute = "", bool byFailure = false, bool rehearsal = false) =>
        Add(new(s_all.Count, name, SettingKind.Whole, attribute)
        {
            Minimum = minimum, Maximum = maximum, Default = @default, IsByFailure = byFailure, IsRehearsal = rehearsal,
        });

    private static PolicyRule Real(
        string name, double minimum, double maximum, double @default, string attribute = "", bool rehearsal = false) =>
        Add(new(s_all.Count, name, SettingKind.Real, attribute)
        {
            Minimum = minimum, Maximum = maximum, Default = @default, IsRehearsal = rehearsal,
        });

    private static PolicyRule Flag(string name, bool @default, string attribute = "", bool byFailure = false) =>
        Add(new(s_all.Count, name, SettingKind.Flag, attribute) { Maximum = 1, Default = @default ? 1 : 0, IsByFailure = byFailure });

    private static PolicyRule Choice(
        string name, string type, string[] choices, int @default, string attribute = "", bool byFailure = false, bool rehearsal = false) =>
        Add(new(s_all.Count, name, SettingKind.Choice, attribute)
        {
            ChoiceType = type,
            Choices = choices,
            Maximum = choices.Length - 1,
            Default = @default,
            IsByFailure = byFailure,
            IsRehearsal = rehearsal,
        });

    private static PolicyRule Text(string name, string attribute) => Add(new(s_all.Count, name, SettingKind.Text, attribute));

    private static PolicyRule Add(PolicyRule rule)
    {
        s_all.Add(rule);
        return rule;
    }
}
