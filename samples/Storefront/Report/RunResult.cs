using Storefront.Load;

namespace Storefront.Report;

/// <summary>Everything that was measured in one run.</summary>
/// <param name="Name">What the calls went through.</param>
/// <param name="Outcomes">Each call as its caller saw it.</param>
/// <param name="Requests">What arrived at the backend, by its own count.</param>
/// <param name="RequestsDuringOutage">What of that arrived while the backend answered nothing.</param>
/// <param name="Counts">What the ambassadors' meter counted.</param>
/// <param name="Transitions">What the ambassadors' circuits did, oldest first.</param>
internal sealed record RunResult(
    string Name,
    IReadOnlyList<CallOutcome> Outcomes,
    int Requests,
    int RequestsDuringOutage,
    TelemetryCounts Counts,
    IReadOnlyList<CircuitTransition> Transitions)
{
    public double SuccessRate => Outcomes.Count == 0 ? 0 : (double)Outcomes.Count(outcome => outcome.Succeeded) / Outcomes.Count;

    public int CircuitOpenings => Transitions.Count(transition => transition.State == CircuitState.Open);

    /// <summary>The latency that a share of all calls, failed ones included, did not exceed (nearest rank).</summary>
    /// <param name="share">Above 0, up to 1.</param>
    public TimeSpan Latency(double share)
    {
        if (Outcomes.Count == 0)
            return TimeSpan.Zero;

        var sorted = Outcomes.Select(outcome => outcome.Latency).Order().ToArray();
        return sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}
