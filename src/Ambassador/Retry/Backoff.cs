namespace Ambassador.Retry;

/// <summary>
/// Exponential back-off with decorrelated jitter: the "V2" formula of Polly, where the waits come to double from one retry
/// to the next and no two callers fall into step. Sources: Polly's <c>DelayBackoffType.Exponential</c> with <c>UseJitter</c>,
/// and the discussion in Polly issue 530 that the formula comes from.
/// </summary>
internal static class Backoff
{
    /// <summary>No wait between two attempts is longer than this.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    // Smooths the first delay of a sequence.
    private const double SmoothingFactor = 4.0;

    // Brings the medians of the waits near the base delay at first, and onto 2, 4, 8 times it later.
    private const double MedianScale = 1 / 1.4;

    /// <summary>The wait before the next attempt.</summary>
    /// <param name="retry">0 before the first retry, 1 before the second, and so on.</param>
    /// <param name="baseDelay">About the median of the first wait.</param>
    /// <param name="previous">What the formula remembers from one wait to the next; 0 before the first.</param>
    /// <param name="random">A number drawn evenly from [0, 1).</param>
    public static TimeSpan Next(int retry, TimeSpan baseDelay, ref double previous, double random)
    {
        var t = retry + random;
        var next = Math.Pow(2, t) * Math.Tanh(Math.Sqrt(SmoothingFactor * t));
        var ticks = (next - previous) * MedianScale * baseDelay.Ticks;
        previous = next;

        // Late in a very long sequence 2^t is infinite and the difference not a number: both mean "the longest wait".
        return ticks < MaxDelay.Ticks ? TimeSpan.FromTicks((long)ticks) : MaxDelay;
    }
}
