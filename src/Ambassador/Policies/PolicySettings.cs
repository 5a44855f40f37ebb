using Polly;

namespace Ambassador;

/// <summary>
/// The settings that one source (an attribute, a configuration section, a line of code) gives for an interface or a method.
/// A property that is null was not set there. Immutable and safe to share between threads.
/// </summary>
/// <remarks>Meaning, units, ranges and defaults are those of <see cref="PolicyAttribute"/>'s properties of the same names.</remarks>
public sealed partial record PolicySettings
{
    private SettingValues _values = SettingValues.None;

    /// <inheritdoc cref="PolicyAttribute.Retry"/>
    public int? Retry
    {
        get => (int?)_values.Number(PolicyRules.Retry);
        init => _values = _values.With(PolicyRules.Retry, value);
    }

    /// <inheritdoc cref="PolicyAttribute.RetryDelayMs"/>
    public int? RetryDelayMs
    {
        get => (int?)_values.Number(PolicyRules.RetryDelayMs);
        init => _values = _values.With(PolicyRules.RetryDelayMs, value);
    }

    /// <inheritdoc cref="PolicyAttribute.RetryMaxDelayMs"/>
    public int? RetryMaxDelayMs
    {
        get => (int?)_values.Number(PolicyRules.RetryMaxDelayMs);
        init => _values = _values.With(PolicyRules.RetryMaxDelayMs, value);
    }

    /// <inheritdoc cref="PolicyAttribute.RetryBackoff"/>
    public DelayBackoffType? RetryBackoff
    {
        get => (DelayBackoffType?)_values.Number(PolicyRules.RetryBackoff);
        init => _values = _values.With(PolicyRules.RetryBackoff, (double?)value);
    }

    /// <inheritdoc cref="PolicyAttribute.RetryJitter"/>
    public bool? RetryJitter { get => _values.Flag(PolicyRules.RetryJitter); init => _values = _values.With(PolicyRules.RetryJitter, value); }

    /// <inheritdoc cref="PolicyAttribute.RetryBudget"/>
    public double? RetryBudget
    {
        get => _values.Number(PolicyRules.RetryBudget);
        init => _values = _values.With(PolicyRules.RetryBudget, value);
    }

    /// <inheritdoc cref="PolicyAttribute.RetryBudgetMinPerSecond"/>
    public double? RetryBudgetMinPerSecond
    {
        get => _values.Number(PolicyRules.RetryBudgetMinPerSecond);
        init => _values = _values.With(PolicyRules.RetryBudgetMinPerSecond, value);
    }

    /// <inheritdoc cref="PolicyAttribute.RetryBudgetTtlSeconds"/>
    public double? RetryBudgetTtlSeconds
    {
        get => _values.Number(PolicyRules.RetryBudgetTtlSeconds);
        init => _values = _values.With(PolicyRules.RetryBudgetTtlSeconds, value);
    }

    /// <inheritdoc cref="PolicyAttribute.TimeoutMs"/>
    public int? TimeoutMs
    {
        get => (int?)_values.Number(PolicyRules.TimeoutMs);
        init => _values = _values.With(PolicyRules.TimeoutMs, value);
    }

    /// <inheritdoc cref="PolicyAttribute.TotalTimeoutMs"/>
    public int? TotalTimeoutMs
    {
        get => (int?)_values.Number(PolicyRules.TotalTimeoutMs);
        init => _values = _values.With(PolicyRules.TotalTimeoutMs, value);
    }

    /// <inheritdoc cref="PolicyAttribute.PropagateDeadline"/>
    public bool? PropagateDeadline
    {
        get => _values.Flag(PolicyRules.PropagateDeadline);
        init => _values = _values.With(PolicyRules.PropagateDeadline, value);
    }

    /// <inheritdoc cref="PolicyAttribute.CacheSeconds"/>
    public double? CacheSeconds
    {
        get => _values.Number(PolicyRules.CacheSeconds);
        init => _values = _values.With(PolicyRules.CacheSeconds, value);
    }

    /// <inheritdoc cref="PolicyAttribute.CacheMaxEntries"/>
    public int? CacheMaxEntries
    {
        get => (int?)_values.Number(PolicyRules.CacheMaxEntries);
        init => _values = _values.With(PolicyRules.CacheMaxEntries, value);
    }

    /// <inheritdoc cref="PolicyAttribute.Breaker"/>
    public double? Breaker
    {
        get => _values.Number(PolicyRules.Breaker);
        init => _values = _values.With(PolicyRules.Breaker, value);
    }

    /// <inheritdoc cref="PolicyAttribute.BreakerMinimumThroughput"/>
    public int? BreakerMinimumThroughput
    {
        get => (int?)_values.Number(PolicyRules.BreakerMinimumThroughput);
        init => _values = _values.With(PolicyRules.BreakerMinimumThroughput, value);
    }

    /// <inheritdoc cref="PolicyAttribute.BreakerSamplingSeconds"/>
    public double? BreakerSamplingSeconds
    {
        get => _values.Number(PolicyRules.BreakerSamplingSeconds);
        init => _values = _values.With(PolicyRules.BreakerSamplingSeconds, value);
    }

    /// <inheritdoc cref="PolicyAttribute.BreakerBreakSeconds"/>
    public double? BreakerBreakSeconds
    {
        get => _values.Number(PolicyRules.BreakerBreakSeconds);
        init => _values = _values.With(PolicyRules.BreakerBreakSeconds, value);
    }

    /// <inheritdoc cref="PolicyAttribute.BreakerMaxBreakSeconds"/>
    public double? BreakerMaxBreakSeconds
    {
        get => _values.Number(PolicyRules.BreakerMaxBreakSeconds);
        init => _values = _values.With(PolicyRules.BreakerMaxBreakSeconds, value);
    }

    /// <inheritdoc cref="PolicyAttribute.BreakerBreakJitter"/>
    public double? BreakerBreakJitter
    {
        get => _values.Number(PolicyRules.BreakerBreakJitter);
        init => _values = _values.With(PolicyRules.BreakerBreakJitter, value);
    }

    /// <inheritdoc cref="PolicyAttribute.BreakerConsecutiveFailures"/>
    public int? BreakerConsecutiveFailures
    {
        get => (int?)_values.Number(PolicyRules.BreakerConsecutiveFailures);
        init => _values = _values.With(PolicyRules.BreakerConsecutiveFailures, value);
    }

    /// <inheritdoc cref="PolicyAttribute.BreakerSlowCallMs"/>
    public int? BreakerSlowCallMs
    {
        get => (int?)_values.Number(PolicyRules.BreakerSlowCallMs);
        init => _values = _values.With(PolicyRules.BreakerSlowCallMs, value);
    }

    /// <inheritdoc cref="PolicyAttribute.BreakerSlowRatio"/>
    public double? BreakerSlowRatio
    {
        get => _values.Number(PolicyRules.BreakerSlowRatio);
        init => _values = _values.With(PolicyRules.BreakerSlowRatio, value);
    }

    /// <inheritdoc cref="PolicyAttribute.BreakerProbes"/>
    public int? BreakerProbes
    {
        get => (int?)_values.Number(PolicyRules.BreakerProbes);
        init => _values = _values.With(PolicyRules.BreakerProbes, value);
    }

    /// <inheritdoc cref="PolicyAttribute.BreakerRequiredSuccesses"/>
    public int? BreakerRequiredSuccesses
    {
        get => (int?)_values.Number(PolicyRules.BreakerRequiredSuccesses);
        init => _values = _values.With(PolicyRules.BreakerRequiredSuccesses, value);
    }

    /// <inheritdoc cref="PolicyAttribute.BreakerCounts"/>
    public bool? BreakerCounts
    {
        get => _values.Flag(PolicyRules.BreakerCounts);
        init => _values = _values.With(PolicyRules.BreakerCounts, value);
    }

    /// <inheritdoc cref="PolicyAttribute.BreakerScope"/>
    public PolicyScope? BreakerScope
    {
        get => (PolicyScope?)_values.Number(PolicyRules.BreakerScope);
        init => _values = _values.With(PolicyRules.BreakerScope, (double?)value);
    }

    /// <inheritdoc cref="PolicyAttribute.BreakerPerTarget"/>
    public bool? BreakerPerTarget { get => _values.Flag(PolicyRules.BreakerPerTarget); init => _values = _values.With(PolicyRules.BreakerPerTarget, value); }

    /// <inheritdoc cref="PolicyAttribute.BreakerGroup"/>
    public string? BreakerGroup
    {
        get => _values.Text(PolicyRules.BreakerGroup);
        init => _values = _values.With(PolicyRules.BreakerGroup, value);
    }

    /// <inheritdoc cref="PolicyAttribute.Hedge"/>
    public int? Hedge
    {
        get => (int?)_values.Number(PolicyRules.Hedge);
        init => _values = _values.With(PolicyRules.Hedge, value);
    }

    /// <inheritdoc cref="PolicyAttribute.HedgeAfterMs"/>
    public int? HedgeAfterMs
    {
        get => (int?)_values.Number(PolicyRules.HedgeAfterMs);
        init => _values = _values.With(PolicyRules.HedgeAfterMs, value);
    }

    /// <inheritdoc cref="PolicyAttribute.Idempotent"/>
    public bool? Idempotent { get => _values.Flag(PolicyRules.Idempotent); init => _values = _values.With(PolicyRules.Idempotent, value); }

    /// <inheritdoc cref="PolicyAttribute.Fallback"/>
    public bool? Fallback { get => _values.Flag(PolicyRules.Fallback); init => _values = _values.With(PolicyRules.Fallback, value); }

    /// <inheritdoc cref="PolicyAttribute.Bulkhead"/>
    public int? Bulkhead
    {
        get => (int?)_values.Number(PolicyRules.Bulkhead);
        init => _values = _values.With(PolicyRules.Bulkhead, value);
    }

    /// <inheritdoc cref="PolicyAttribute.BulkheadQueue"/>
    public int? BulkheadQueue
    {
        get => (int?)_values.Number(PolicyRules.BulkheadQueue);
        init => _values = _values.With(PolicyRules.BulkheadQueue, value);
    }

    /// <inheritdoc cref="PolicyAttribute.BulkheadScope"/>
    public PolicyScope? BulkheadScope
    {
        get => (PolicyScope?)_values.Number(PolicyRules.BulkheadScope);
        init => _values = _values.With(PolicyRules.BulkheadScope, (double?)value);
    }

    /// <inheritdoc cref="PolicyAttribute.RateLimit"/>
    public double? RateLimit
    {
        get => _values.Number(PolicyRules.RateLimit);
        init => _values = _values.With(PolicyRules.RateLimit, value);
    }

    /// <inheritdoc cref="PolicyAttribute.RateLimitBurst"/>
    public int? RateLimitBurst
    {
        get => (int?)_values.Number(PolicyRules.RateLimitBurst);
        init => _values = _values.With(PolicyRules.RateLimitBurst, value);
    }

    /// <inheritdoc cref="PolicyAttribute.RateLimitQueue"/>
    public int? RateLimitQueue
    {
        get => (int?)_values.Number(PolicyRules.RateLimitQueue);
        init => _values = _values.With(PolicyRules.RateLimitQueue, value);
    }

    /// <inheritdoc cref="PolicyAttribute.RateLimitScope"/>
    public PolicyScope? RateLimitScope
    {
        get => (PolicyScope?)_values.Number(PolicyRules.RateLimitScope);
        init => _values = _values.With(PolicyRules.RateLimitScope, (double?)value);
    }

    /// <inheritdoc cref="PolicyAttribute.AdaptiveConcurrency"/>
    public bool? AdaptiveConcurrency
    {
        get => _values.Flag(PolicyRules.AdaptiveConcurrency);
        init => _values = _values.With(PolicyRules.AdaptiveConcurrency, value);
    }

    /// <inheritdoc cref="PolicyAttribute.AdaptiveConcurrencyMin"/>
    public int? AdaptiveConcurrencyMin
    {
        get => (int?)_values.Number(PolicyRules.AdaptiveConcurrencyMin);
        init => _values = _values.With(PolicyRules.AdaptiveConcurrencyMin, value);
    }

    /// <inheritdoc cref="PolicyAttribute.AdaptiveConcurrencyMax"/>
    public int? AdaptiveConcurrencyMax
    {
        get => (int?)_values.Number(PolicyRules.AdaptiveConcurrencyMax);
        init => _values = _values.With(PolicyRules.AdaptiveConcurrencyMax, value);
    }

    /// <inheritdoc cref="PolicyAttribute.AdaptiveConcurrencyInitial"/>
    public int? AdaptiveConcurrencyInitial
    {
        get => (int?)_values.Number(PolicyRules.AdaptiveConcurrencyInitial);
        init => _values = _values.With(PolicyRules.AdaptiveConcurrencyInitial, value);
    }

    /// <inheritdoc cref="PolicyAttribute.AdaptiveConcurrencyScope"/>
    public PolicyScope? AdaptiveConcurrencyScope
    {
        get => (PolicyScope?)_values.Number(PolicyRules.AdaptiveConcurrencyScope);
        init => _values = _values.With(PolicyRules.AdaptiveConcurrencyScope, (double?)value);
    }

    /// <inheritdoc cref="PolicyAttribute.Pipeline"/>
    public string? Pipeline
    {
        get => _values.Text(PolicyRules.Pipeline);
        init => _values = _values.With(PolicyRules.Pipeline, value);
    }

    /// <summary>
    /// The share of attempts that fail without reaching the implementation. 0 to 1; 0, the default, is off. Without effect unless fault injection is
    /// enabled in code.
    /// </summary>
    public double? FaultRate
    {
        get => _values.Number(PolicyRules.FaultRate);
        init => _values = _values.With(PolicyRules.FaultRate, value);
    }

    /// <summary>What those attempts fail with. The default is <see cref="InjectedFaultException"/>.</summary>
    public FaultKind? FaultKind
    {
        get => (FaultKind?)_values.Number(PolicyRules.FaultKind);
        init => _values = _values.With(PolicyRules.FaultKind, (double?)value);
    }

    /// <summary>
    /// How much later an attempt reaches the implementation, in milliseconds. 0 to 86 400 000 (a day); 0, the default, is off. Without effect unless fault
    /// injection is enabled in code.
    /// </summary>
    public int? FaultLatencyMs
    {
        get => (int?)_values.Number(PolicyRules.FaultLatencyMs);
        init => _values = _values.With(PolicyRules.FaultLatencyMs, value);
    }

    /// <summary>The share of attempts that <see cref="FaultLatencyMs"/> holds up. 0 to 1; the default is 1.</summary>
    public double? FaultLatencyRate
    {
        get => _values.Number(PolicyRules.FaultLatencyRate);
        init => _values = _values.With(PolicyRules.FaultLatencyRate, value);
    }

    /// <summary>What is set, by rule.</summary>
    internal SettingValues Values => _values;

    /// <summary>Nothing set.</summary>
    internal static PolicySettings None { get; } = new();

    /// <summary>What is set for failures of one type, by the name of the exception's type.</summary>
    internal FailureSettings Failures { get; private init; } = FailureSettings.None;

    /// <summary>Sets what holds for exceptions of one type and the types derived from it; of several that fit, the most derived wins.</summary>
    /// <typeparam name="TException">The type of exception.</typeparam>
    /// <param name="settings">What holds for them: <see cref="Retry"/>, <see cref="RetryDelayMs"/>, <see cref="RetryMaxDelayMs"/>, <see cref="RetryBackoff"/>,
    /// <see cref="RetryJitter"/>, <see cref="BreakerCounts"/> and <see cref="Fallback"/>; what is null is as for other failures.</param>
    /// <returns>These settings with those.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public PolicySettings On<TException>(PolicySettings settings)
        where TException : Exception
    {
        ArgumentNullException.ThrowIfNull(settings);
        return On(FailureSettings.NameOf(typeof(TException)), settings);
    }

    /// <summary>Those that are set, as in <c>Retry = 3, Breaker = 0.5</c>.</summary>
    public override string ToString() => _values.ToString();

    /// <summary>These settings with some for failures of one type, named in full or by its simple name.</summary>
    internal PolicySettings On(string exceptionType, PolicySettings settings) => this with { Failures = Failures.With(exceptionType, settings._values) };

    /// <summary>These settings, and where one is not set, the one of <paramref name="fallback"/>.</summary>
    internal PolicySettings Over(PolicySettings fallback) => new()
    {
        _values = _values.Over(fallback._values),
        Failures = Failures.Over(fallback.Failures),
    };

    /// <summary>These settings with one more; the value has been checked against its rule.</summary>
    internal PolicySettings With(PolicyRule rule, double value) => this with { _values = _values.With(rule, value) };

    /// <inheritdoc cref="With(PolicyRule, double)"/>
    internal PolicySettings With(PolicyRule rule, string text) => this with { _values = _values.With(rule, text) };

    /// <summary>The value of one setting that is not a text; null where it is not set.</summary>
    internal double? Get(PolicyRule rule) => _values.Number(rule);

    /// <summary>The value of one setting that is not a text; the default where it is not set.</summary>
    internal double Value(PolicyRule rule) => _values.Value(rule);

    /// <summary>The value of one setting that is a text, or null where it is not set.</summary>
    internal string? Text(PolicyRule rule) => _values.Text(rule);
}
