namespace Storefront.Load;

/// <summary>How a call went, as its caller saw it.</summary>
/// <param name="Due">When the call was to be made, from the start of the run.</param>
/// <param name="Latency">How long the caller waited, for a free slot and for the answer or the failure.</param>
/// <param name="Succeeded">Whether an answer came.</param>
internal readonly record struct CallOutcome(TimeSpan Due, TimeSpan Latency, bool Succeeded);
