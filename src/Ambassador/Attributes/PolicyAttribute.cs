using Polly;

namespace Ambassador;

/// <summary>The policy settings that all of the attributes have: <see cref="AmbassadorAttribute"/> and those for interfaces of others.</summary>
/// <remarks>The values are defaults, which configuration and code override. A value outside its range is a build error.</remarks>
public abstract class PolicyAttribute : Attribute
{
    // The generator knows three of them; a fourth would mean nothing.
    private protected PolicyAttribute()
    {
    }

    /// <summary>
    /// Retries after the first attempt: <c>3</c> means up to four attempts, as in Polly and MicroProfile Fault Tolerance.
    /// 0 to 1 000; 0, the default, is off.
    /// </summary>
    public int Retry { get; set; }

    /// <summary>
    /// What the waits between attempts are scaled by, in milliseconds; how, <see cref="RetryBackoff"/> and <see cref="RetryJitter"/> say.
    /// With their defaults it is about the median of the first wait. 0 to 86 400 000 (a day); the default is 200.
    /// </summary>
    public int RetryDelayMs { get; set; } = 200;

    /// <summary>
    /// No wait between two attempts is longer than this, in milliseconds, unless the service asks for it. <see cref="RetryDelayMs"/> to 86 400 000
    /// (a day); the default is 30 000.
    /// </summary>
    public int RetryMaxDelayMs { get; set; } = 30_000;

    /// <summary>
    /// How the waits grow from one retry to the next, with the formulas of Polly's type of that name. The default is exponential.
    /// </summary>
    public DelayBackoffType RetryBackoff { get; set; } = DelayBackoffType.Exponential;

    /// <summary>
    /// Whether the waits vary at random, so that callers that failed together do not come back together: with exponential back-off the decorrelated
    /// jitter of Polly, otherwise up to a quarter more or less. The default is true.
    /// </summary>
    public bool RetryJitter { get; set; } = true;

    /// <summary>
    /// How many retries there may be for each call, as a ratio, over the last <see cref="RetryBudgetTtlSeconds"/>, all methods of the interface taken
    /// together. Once it is spent, the first failure surfaces. 0 to 10; 0 is off. The default is 0.2 where retries are set for the interface as a
    /// whole, and off where they are set for single methods only. The arithmetic is that of Finagle's RetryBudget.
    /// </summary>
    public double RetryBudget { get; set; } = 0.2;

    /// <summary>
    /// Retries each second that <see cref="RetryBudget"/> grants whatever the number of calls. 0 to 1 000 000; the default is 10.
    /// </summary>
    public double RetryBudgetMinPerSecond { get; set; } = 10;

    /// <summary>How long a call counts towards <see cref="RetryBudget"/>, in seconds. 1 to 60; the default is 10.</summary>
    public double RetryBudgetTtlSeconds { get; set; } = 10;

    /// <summary>
    /// How long each attempt may take, in milliseconds. An attempt that takes longer fails with
    /// <see cref="Polly.Timeout.TimeoutRejectedException"/>, may be retried and counts against the circuit.
    /// Of a stream it is the time for each item: the first in each attempt to open it, and every further one, whose timeout is not retried.
    /// 0 to 86 400 000 (a day); 0, the default, is off.
    /// </summary>
    public int TimeoutMs { get; set; }

    /// <summary>
    /// How long the whole call may take, in milliseconds, retries and waits between them included. A call that takes longer
    /// fails with <see cref="Polly.Timeout.TimeoutRejectedException"/>. Of a stream it is the time for the opening and all the waiting for items;
    /// what the caller does between two items does not count. 0 to 86 400 000 (a day); 0, the default, is off.
    /// </summary>
    public int TotalTimeoutMs { get; set; }

    /// <summary>
    /// Whether the end of <see cref="TotalTimeoutMs"/> is the end for every ambassador called inside the call too, and can be read there to be sent on.
    /// It costs such a call the allocation of a deadline and of an execution context with it. The default is true.
    /// </summary>
    public bool PropagateDeadline { get; set; } = true;

    /// <summary>
    /// How long a result is served from memory, in seconds. The key is made of all arguments but the cancellation token and those that
    /// are marked with <see cref="CacheKeyIgnoreAttribute"/>.
    /// Only successful results are kept. 0 to 31 536 000 (a year); 0, the default, is off.
    /// </summary>
    public double CacheSeconds { get; set; }

    /// <summary>How many results a method keeps at most. 3 to 10 000 000; the default is 1 000.</summary>
    public int CacheMaxEntries { get; set; } = 1_000;

    /// <summary>
    /// The ratio of failed attempts that opens the method's circuit. Above 0, up to 1; 0, the default, is off. A method has a circuit if this,
    /// <see cref="BreakerConsecutiveFailures"/> or <see cref="BreakerSlowCallMs"/> is set.
    /// While the circuit is open, calls fail at once with <see cref="Polly.CircuitBreaker.BrokenCircuitException"/>.
    /// </summary>
    public double Breaker { get; set; }

    /// <summary>
    /// How many attempts the sampling window must hold before <see cref="Breaker"/> and <see cref="BreakerSlowRatio"/> are looked at.
    /// 1 to 1 000 000; the default is 10.
    /// </summary>
    public int BreakerMinimumThroughput { get; set; } = 10;

    /// <summary>The length of the rolling window that attempts are counted in, in seconds. 0.01 to 86 400; the default is 30.</summary>
    public double BreakerSamplingSeconds { get; set; } = 30;

    /// <summary>
    /// How long an opened circuit lets nothing through before it tries a probe, in seconds. 0.01 to 86 400; the default is 5.
    /// </summary>
    public double BreakerBreakSeconds { get; set; } = 5;

    /// <summary>
    /// What the break may grow to, in seconds: it doubles each time that the circuit opens again without having closed.
    /// <see cref="BreakerBreakSeconds"/> to 86 400; 0, the default, keeps it at that.
    /// </summary>
    public double BreakerMaxBreakSeconds { get; set; }

    /// <summary>
    /// By how much of itself a break is longer or shorter at random, the longest included, so that callers do not all probe at once. 0 to 1; the default
    /// is 0.
    /// </summary>
    public double BreakerBreakJitter { get; set; }

    /// <summary>
    /// How many failed attempts in a row open the circuit, whatever their ratio and however long ago they began. 0 to 1 000 000; 0, the default, is off.
    /// </summary>
    public int BreakerConsecutiveFailures { get; set; }

    /// <summary>
    /// From how many milliseconds on an attempt is slow, whether it succeeds or fails. 0 to 86 400 000 (a day); 0, the default, is off.
    /// </summary>
    public int BreakerSlowCallMs { get; set; }

    /// <summary>
    /// The ratio of slow attempts that opens the circuit. 0.001 to 1; the default is 1. Without <see cref="BreakerSlowCallMs"/> it has no effect.
    /// </summary>
    public double BreakerSlowRatio { get; set; } = 1;

    /// <summary>How many attempts at a time a half-open circuit lets through. 1 to 1 000; the default is 1.</summary>
    public int BreakerProbes { get; set; } = 1;

    /// <summary>How many probes must succeed before a half-open circuit closes. 1 to 1 000; the default is 1.</summary>
    public int BreakerRequiredSuccesses { get; set; } = 1;

    /// <summary>
    /// Whether failures count against the circuit. The default is true. Mostly set for exceptions of one type, where false exempts them.
    /// </summary>
    public bool BreakerCounts { get; set; } = true;

    /// <summary>Whose attempts share a circuit: those of the method, which is the default, or of all methods of the interface.</summary>
    public PolicyScope BreakerScope { get; set; }

    /// <summary>
    /// Whether each target has a circuit of its own (for each method, or for the interface where <see cref="BreakerScope"/> says so), where the interface has several: one whose circuit is
    /// open is passed over. The default is false: one circuit whatever target an attempt goes to.
    /// </summary>
    public bool BreakerPerTarget { get; set; }

    /// <summary>
    /// The name of the circuit, which methods that give the same name share within a runtime, whatever their interfaces and service keys. The settings
    /// are those of the method that is set up first, but for what counts as a failure or as slow, which each method says for itself. The default is
    /// null: <see cref="BreakerScope"/> says.
    /// </summary>
    public string? BreakerGroup { get; set; }

    /// <summary>
    /// How many further attempts run beside one that is slow; the first success wins. Only asynchronous, <see cref="Idempotent"/> methods are hedged.
    /// 0 to 10; 0, the default, is off.
    /// </summary>
    public int Hedge { get; set; }

    /// <summary>
    /// After how many milliseconds without an answer the next of them starts; 0 starts all at once. 0 to 86 400 000 (a day); the default is 2 000, as
    /// Polly's.
    /// </summary>
    public int HedgeAfterMs { get; set; } = 2_000;

    /// <summary>
    /// Whether making a call twice has the effect of making it once, so that attempts may run side by side. The default is false.
    /// </summary>
    public bool Idempotent { get; set; }

    /// <summary>
    /// Whether a failure is answered by the fallback that <see cref="FallbackAttribute"/> names, which sets this to true. The default is false; without a
    /// fallback it has no effect.
    /// </summary>
    public bool Fallback { get; set; }

    /// <summary>
    /// How many calls may be under way at a time. What is more waits in a queue or fails with
    /// <see cref="Polly.RateLimiting.RateLimiterRejectedException"/>. 0 to 1 000 000; 0, the default, is off.
    /// </summary>
    public int Bulkhead { get; set; }

    /// <summary>
    /// How many calls may wait for <see cref="Bulkhead"/>, first come, first served. Blocking ones do not wait. 0 to 1 000 000; the default is 0.
    /// </summary>
    public int BulkheadQueue { get; set; }

    /// <summary>Whose calls share a bulkhead: those of the method, which is the default, or of all methods of the interface.</summary>
    public PolicyScope BulkheadScope { get; set; }

    /// <summary>
    /// How many calls may begin in a second, as a token bucket counts them. What is more waits in a queue or fails with
    /// <see cref="Polly.RateLimiting.RateLimiterRejectedException"/>. 0 to 1 000 000 000; 0, the default, is off.
    /// </summary>
    public double RateLimit { get; set; }

    /// <summary>
    /// How many calls may begin at once after a quiet time: the size of the bucket. 0 to 1 000 000 000; 0, the default, is a second's worth, rounded up.
    /// </summary>
    public int RateLimitBurst { get; set; }

    /// <summary>
    /// How many calls may wait for <see cref="RateLimit"/>, first come, first served. Blocking ones do not wait. 0 to 1 000 000; the default is 0.
    /// </summary>
    public int RateLimitQueue { get; set; }

    /// <summary>Whose calls share a rate limit: those of the method, which is the default, or of all methods of the interface.</summary>
    public PolicyScope RateLimitScope { get; set; }

    /// <summary>
    /// Whether the number of calls under way is limited by what the service's latency shows it to bear. What is more fails with
    /// <see cref="Polly.RateLimiting.RateLimiterRejectedException"/>. The default is false.
    /// </summary>
    public bool AdaptiveConcurrency { get; set; }

    /// <summary>
    /// What the limit does not fall below, and what it falls to while the latency of the service at rest is measured. 1 to 1 000 000; the default is 3,
    /// as Envoy's.
    /// </summary>
    public int AdaptiveConcurrencyMin { get; set; } = 3;

    /// <summary>What the limit does not rise above. <see cref="AdaptiveConcurrencyMin"/> to 1 000 000; the default is 1 000.</summary>
    public int AdaptiveConcurrencyMax { get; set; } = 1_000;

    /// <summary>What the limit begins with. <see cref="AdaptiveConcurrencyMin"/> to <see cref="AdaptiveConcurrencyMax"/>; the default is 20, or the nearest to that.</summary>
    public int AdaptiveConcurrencyInitial { get; set; } = 20;

    /// <summary>
    /// Whose calls share an adaptive limit: those of the method, which is the default, or of all methods of the interface.
    /// </summary>
    public PolicyScope AdaptiveConcurrencyScope { get; set; }

    /// <summary>
    /// The name of a resilience pipeline of the user's own in Polly's registry, which calls run through after the limits and before the total timeout.
    /// The default is null: none.
    /// </summary>
    public string? Pipeline { get; set; }
}
