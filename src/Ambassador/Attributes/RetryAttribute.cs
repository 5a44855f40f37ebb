using Polly;

namespace Ambassador;

/// <summary>
/// Retries what failed: the same as <see cref="PolicyAttribute.Retry"/> and the settings whose names begin with it, and besides, apart for exceptions of
/// certain types.
/// </summary>
/// <remarks>
/// <para>
/// The values hold for all methods where it stands on an interface, and win over the interface's, property by property, where it stands on a
/// method. It takes effect in an ambassador only: the interface, or a method of it, carries <see cref="AmbassadorAttribute"/>.
/// </para>
/// <para>
/// Several may stand on one member, for exceptions of different types; the most derived type wins. A failure is retried if the call has made fewer
/// retries so far, for whatever failures, than <see cref="Count"/> of the one that is about it.
/// </para>
/// <code>
/// [Retry(5, On = typeof(HttpRequestException)), Retry(2, On = typeof(ThrottledException), DelayMs = 5_000), Retry(0, On = typeof(UnauthorizedAccessException))]
/// </code>
/// </remarks>
/// <param name="count">Retries after the first attempt. 0 to 1 000.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false, AllowMultiple = true)]
public sealed class RetryAttribute(int count) : Attribute
{
    /// <inheritdoc cref="PolicyAttribute.Retry"/>
    public int Count { get; } = count;

    /// <inheritdoc cref="PolicyAttribute.RetryDelayMs"/>
    public int DelayMs { get; set; } = 200;

    /// <inheritdoc cref="PolicyAttribute.RetryBackoff"/>
    public DelayBackoffType Backoff { get; set; } = DelayBackoffType.Exponential;

    /// <inheritdoc cref="PolicyAttribute.RetryMaxDelayMs"/>
    public int MaxDelayMs { get; set; } = 30_000;

    /// <inheritdoc cref="PolicyAttribute.RetryJitter"/>
    public bool Jitter { get; set; } = true;

    /// <summary>The exceptions that this is about, with the types derived from them; null, the default, is for all that no other names.</summary>
    public Type? On { get; set; }

    /// <summary>Exceptions that are not retried, with the types derived from them; null, the default, for none.</summary>
    public Type? NotOn { get; set; }

    /// <summary>
    /// The name of static methods of the interface that say what is worth a retry: of an <see cref="Exception"/>, which else every one is that is
    /// named here, and of a result, which else none is (but see docs/semantics.md for HTTP responses). Both may be there, as overloads:
    /// <c>static bool IsTransient(Exception error)</c>, <c>static bool IsTransient(Reply reply)</c>. Null, the default, for neither.
    /// </summary>
    public string? When { get; set; }

    /// <summary>
    /// The name of static methods of the interface that say how long the service asks to wait before a retry, of an <see cref="Exception"/> or of a
    /// result: <c>static TimeSpan? Pause(Exception error)</c>. Null, the default, leaves it to what is understood without being told (docs/semantics.md).
    /// </summary>
    public string? RetryAfter { get; set; }
}
