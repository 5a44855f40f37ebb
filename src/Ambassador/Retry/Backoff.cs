using Polly;

namespace Ambassador.Retry;

/// <summary>
/// The waits between attempts, by Polly's formulas: constant, linear and exponential, each with or without jitter. Exponential with jitter is
/// the decorrelated "V2", where the waits come to double from one retry to the next and no two callers fall into step. Sources: Polly's
/// <see cref="DelayBackoffType"/> with <c>UseJitter</c>, and the discussion in Polly issue 530 that the formula comes from.
/// </summary>
internal static class Backoff
{
    /// <summary>The wait before the next attempt.</summary>
    /// <param name="rule">What holds for the failure.</param>
    /// <param name="retry">0 before the first retry, 1 before the second, and so on.</param>
    /// <param name="previous">What the decorrelated formula remembers from one wait to the next; 0 before the first.</param>
    /// <param name="randomizer">Numbers drawn evenly from [0, 1). Not asked where nothing is left to chance.</param>
    public static TimeSpan Next(FailureRule rule, int retry, ref double previous, Func<double> randomizer)
    {
        if (rule.Delay == TimeSpan.Zero)
            return TimeSpan.Zero;

        double ticks;
        if (rule is { Jitter: true, Backoff: DelayBackoffType.Exponential })
        {
            var next = BackoffFormula.Decorrelated(retry + randomizer());
            ticks = (next - previous) * BackoffFormula.MedianScale * rule.Delay.Ticks;
            previous = next;
        }
        else
        {
            var factor = BackoffFormula.Plain((int)rule.Backoff, retry);
            ticks = rule.Jitter ? Jittered(factor * rule.Delay.TotalMilliseconds, randomizer()) * TimeSpan.TicksPerMillisecond : factor * rule.Delay.Ticks;
        }

        // Late in a very long sequence 2^t is infinite and the difference not a number: both mean "the longest wait".
        return ticks < rule.MaxDelay.Ticks ? TimeSpan.FromTicks((long)ticks) : rule.MaxDelay;
    }

    // In milliseconds and term by term as in Polly, so that not even the rounding differs.
    private static double Jittered(double milliseconds, double draw) => milliseconds + ((milliseconds * BackoffFormula.Spread * draw) - (milliseconds * BackoffFormula.Spread / 2));
}
