namespace Replicas.Load;

/// <summary>How a call went, as its caller saw it.</summary>
/// <param name="Latency">How long the caller waited, for the answer or the failure.</param>
/// <param name="Succeeded">Whether an answer came.</param>
internal readonly record struct CallOutcome(TimeSpan Latency, bool Succeeded);
