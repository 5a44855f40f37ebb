using Polly.CircuitBreaker;

namespace Ambassador;

/// <summary>A change of a circuit's state. Immutable.</summary>
/// <param name="Time">When, by the runtime's <see cref="TimeProvider"/>.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state since.</param>
/// <param name="Cause">Why.</param>
/// <param name="Failure">The failure that opened the circuit; null where it was none, as with slow attempts.</param>
/// <param name="BreakDuration">How long the circuit lets nothing through, if it opened; otherwise zero.</param>
public sealed record CircuitTransition(
    DateTimeOffset Time, CircuitState From, CircuitState To, CircuitCause Cause, Exception? Failure, TimeSpan BreakDuration);
