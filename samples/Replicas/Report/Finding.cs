using Replicas.Clients;

namespace Replicas.Report;

/// <summary>Something that was promised, and whether it came true.</summary>
/// <param name="Text">The promise.</param>
/// <param name="Holds">Whether it came true.</param>
internal readonly record struct Finding(string Text, bool Holds)
{
    /// <summary>What should have come of the runs. All of it is counted: how fast a machine is decides none of it.</summary>
    public static IReadOnlyList<Finding> Of(IReadOnlyList<RunResult> results)
    {
        RunResult Find(Choice choice) => results.Single(result => result.Choice == choice);
        var (plain, ewma, ejecting, annotated) =
            (Find(Choice.RoundRobin), Find(Choice.PeakEwma), Find(Choice.RoundRobinEject), Find(Choice.AsAnnotated));
        var added = results.Sum(result => result.FromAdded);
        var underWay = results.Sum(result => result.UnderWayWhenDrained);

        return
        [
            new($"The replica that was added answered, whoever chose: {added:N0} calls.", results.All(result => result.FromAdded > 0)),
            new($"The one that drained ended its calls, {underWay:N0} in all, before it was let go of; none came later.", results.All(result => result.DrainedWell)),
            new($"PeakEwma keeps calls from a slow replica: {ewma.ToSlow:N0} went to it, and {plain.ToSlow:N0} with RoundRobin.", ewma.ToSlow < plain.ToSlow),
            new($"Ejection keeps them from a dead one: {ejecting.ToDead:N0} went to it, and {plain.ToDead:N0} without.", ejecting.ToDead < plain.ToDead),
            new($"With retries on other replicas, calls that failed: {annotated.Failed:N0}.", annotated.Failed == 0),
        ];
    }
}
