namespace Ambassador;

/// <summary>
/// Asks for a generated ambassador: a decorator that carries every call of the interface through the policies set here.
/// </summary>
/// <remarks>
/// <para>
/// On an interface the values hold for all its methods; on a method they win over the interface's, property by property.
/// What nobody sets is off. An explicit <c>0</c> switches that policy off for the method.
/// The values are defaults: configuration (<c>Ambassador:ICatalog:GetAsync:Retry</c>) overrides them.
/// </para>
/// <para>
/// The generated class stands in the interface's namespace and is named after it, less a leading <c>I</c>, plus
/// <c>Ambassador</c>: <c>ICatalog</c> becomes <c>CatalogAmbassador</c>.
/// A value outside its range is a build error.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Ambassador(Retry = 3, TimeoutMs = 2_000, CacheSeconds = 60, Breaker = 0.5)]
/// public interface ICatalog
/// {
///     ValueTask&lt;Product&gt; GetAsync(int id, CancellationToken cancellationToken = default);
///
///     [Ambassador(Retry = 0, CacheSeconds = 0)]
///     Task SaveAsync(Product product, CancellationToken cancellationToken = default);
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false)]
public sealed class AmbassadorAttribute : Attribute
{
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
