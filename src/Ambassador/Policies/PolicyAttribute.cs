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
    /// What the waits between attempts are scaled by, in milliseconds: about the median of the first. Later ones grow exponentially with
    /// decorrelated jitter (the formula of Polly's exponential back-off with jitter), and none is longer than 30 s. 0 to 30 000; the default is 200.
    /// </summary>
    public int RetryDelayMs { get; set; } = PolicyRules.DefaultRetryDelayMs;

    /// <summary>
    /// How long each attempt may take, in milliseconds. An attempt that takes longer fails with
    /// <see cref="Polly.Timeout.TimeoutRejectedException"/>, may be retried and counts against the circuit.
    /// 0 to 86 400 000 (a day); 0, the default, is off.
    /// </summary>
    public int TimeoutMs { get; set; }

    /// <summary>
    /// How long the whole call may take, in milliseconds, retries and waits between them included. A call that takes longer
    /// fails with <see cref="Polly.Timeout.TimeoutRejectedException"/>. 0 to 86 400 000 (a day); 0, the default, is off.
    /// </summary>
    public int TotalTimeoutMs { get; set; }

    /// <summary>
    /// How long a result is served from memory, in seconds. The key is made of all arguments but the cancellation token.
    /// Only successful results are kept. 0 to 31 536 000 (a year); 0, the default, is off.
    /// </summary>
    public double CacheSeconds { get; set; }

    /// <summary>How many results a method keeps at most. 3 to 10 000 000; the default is 1 000.</summary>
    public int CacheMaxEntries { get; set; } = PolicyRules.DefaultCacheMaxEntries;

    /// <summary>
    /// The ratio of failed attempts that opens the method's circuit. Above 0, up to 1; 0, the default, is off.
    /// While the circuit is open, calls fail at once with <see cref="Polly.CircuitBreaker.BrokenCircuitException"/>.
    /// </summary>
    public double Breaker { get; set; }

    /// <summary>
    /// How many attempts the sampling window must hold before <see cref="Breaker"/> is looked at. 1 to 1 000 000; the default is 10.
    /// </summary>
    public int BreakerMinimumThroughput { get; set; } = PolicyRules.DefaultBreakerMinimumThroughput;

    /// <summary>The length of the rolling window that attempts are counted in, in seconds. 0.01 to 86 400; the default is 30.</summary>
    public double BreakerSamplingSeconds { get; set; } = PolicyRules.DefaultBreakerSamplingSeconds;

    /// <summary>How long an opened circuit lets nothing through before it tries one probe, in seconds. 0.01 to 86 400; the default is 5.</summary>
    public double BreakerBreakSeconds { get; set; } = PolicyRules.DefaultBreakerBreakSeconds;
}
