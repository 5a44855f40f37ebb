using Replicas.Clients;
using Replicas.Load;
using Replicas.Processes;
using Replicas.Story;
using Replicas.Traffic;

namespace Replicas.Report;

/// <summary>Everything that was measured of one way to choose.</summary>
/// <param name="Choice">The way to choose.</param>
/// <param name="Outcomes">Each call as its caller saw it.</param>
/// <param name="Attempts">The attempts on each replica, by its name.</param>
/// <param name="Length">How long the story took.</param>
internal sealed record RunResult(
    Choice Choice, IReadOnlyList<CallOutcome> Outcomes, IReadOnlyDictionary<string, Attempt[]> Attempts, TimeSpan Length)
{
    public int Failed => Outcomes.Count(outcome => !outcome.Succeeded);

    public double SuccessRate => Outcomes.Count == 0 ? 0 : 1 - (double)Failed / Outcomes.Count;

    /// <summary>The attempts that went to the slow replica while it was slow.</summary>
    public int ToSlow => Count(Script.Slow, "slow");

    /// <summary>The attempts that went to the replica that had died, and failed.</summary>
    public int ToDead => Attempts[Script.Dying].Count(attempt => attempt.At >= Script.TimesOf("death", Length).Start && attempt.End != AttemptEnd.Answered);

    /// <summary>The answers of the replica that was added.</summary>
    public int FromAdded => Attempts[Script.Added].Count(attempt => attempt.End == AttemptEnd.Answered);

    /// <summary>How many attempts were under way on the replica that drained when it was taken out.</summary>
    public int UnderWayWhenDrained { get; init; }

    /// <summary>Whether the replica that drained was let go of when its last attempt had ended, and not before: nothing was cut off, and nothing came later.</summary>
    public bool DrainedWell { get; init; }

    /// <summary>The latency that a share of all calls, failed ones included, did not exceed (nearest rank).</summary>
    /// <param name="share">Above 0, up to 1.</param>
    public TimeSpan Latency(double share) => Percentile.Of(Outcomes.Select(outcome => outcome.Latency), share);

    public static RunResult Of(Choice choice, IReadOnlyList<CallOutcome> outcomes, TrafficLog traffic, TimeSpan length)
    {
        var draining = traffic[Script.Draining];
        return new(choice, outcomes, ReplicaFleet.Names.ToDictionary(name => name, name => traffic[name].Attempts), length)
        {
            UnderWayWhenDrained = draining.UnderWayWhenLeaving,
            DrainedWell = draining.Closed.IsCompleted && draining.Lost == 0 && draining.Attempts.All(attempt => attempt.End != AttemptEnd.Broken),
        };
    }

    private int Count(string replica, string act)
    {
        var (start, end) = Script.TimesOf(act, Length);
        return Attempts[replica].Count(attempt => attempt.At >= start && attempt.At < end);
    }
}
