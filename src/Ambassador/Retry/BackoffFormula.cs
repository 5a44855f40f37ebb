namespace Ambassador.Retry;

/// <summary>
/// The arithmetic of the waits between attempts, in multiples of the base delay. The generator's project compiles this same file: the worst case that
/// the build reckons with is made of the waits that the runtime makes.
/// </summary>
internal static class BackoffFormula
{
    /// <summary>Brings the medians of decorrelated waits near the base delay at first, and onto 2, 4, 8 times it later.</summary>
    public const double MedianScale = 1 / 1.4;

    /// <summary>How wide plain jitter spreads a wait, as a part of it: a quarter to either side.</summary>
    public const double Spread = 0.5;

    /// <summary>The values of Polly's <c>DelayBackoffType</c>; what is neither is exponential.</summary>
    public const int Constant = 0;

    /// <inheritdoc cref="Constant"/>
    public const int Linear = 1;

    // Smooths the first delay of a decorrelated sequence.
    private const double SmoothingFactor = 4.0;

    /// <summary>A wait without jitter.</summary>
    /// <param name="backoff">The kind.</param>
    /// <param name="retry">0 before the first retry, 1 before the second, and so on.</param>
    public static double Plain(int backoff, int retry) => backoff switch
    {
        Constant => 1,
        Linear => retry + 1,
        _ => Math.Pow(2, retry),
    };

    /// <summary>What decorrelated waits, before they are scaled, come to in all by a time that is counted in retries.</summary>
    public static double Decorrelated(double time) => Math.Pow(2, time) * Math.Tanh(Math.Sqrt(SmoothingFactor * time));
}
