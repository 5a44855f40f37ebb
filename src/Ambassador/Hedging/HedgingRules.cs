using Ambassador.Time;

namespace Ambassador.Hedging;

/// <summary>When the attempts of a race start, and what ends it.</summary>
/// <param name="MaxAttempts">How many attempts a race has at most, the first included.</param>
/// <param name="Delay">How long a race waits for an answer before the next attempt starts; zero starts all at once.</param>
/// <param name="IsFinal">Whether a failure would be that of any other attempt too.</param>
/// <param name="Clock">The time.</param>
/// <param name="Deadline">When the call that the race belongs to is out of time.</param>
internal sealed record HedgingRules(int MaxAttempts, TimeSpan Delay, Func<Exception, bool> IsFinal, Clock Clock, long Deadline);
