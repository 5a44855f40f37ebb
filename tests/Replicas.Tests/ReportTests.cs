using Replicas.Clients;
using Replicas.Load;
using Replicas.Processes;
using Replicas.Report;
using Replicas.Story;
using Replicas.Traffic;

namespace Replicas.Tests;

public sealed class ReportTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    [Fact]
    public void A_percentile_is_the_smallest_latency_that_so_many_calls_did_not_exceed()
    {
        var times = Enumerable.Range(1, 2_000).Reverse().Select(ms => TimeSpan.FromMilliseconds(ms)).ToArray();

        Assert.Equal(TimeSpan.FromMilliseconds(1_000), Percentile.Of(times, 0.50));
        Assert.Equal(TimeSpan.FromMilliseconds(1_998), Percentile.Of(times, 0.999));
        Assert.Equal(TimeSpan.FromMilliseconds(2_000), Percentile.Of(times, 1));
        Assert.Equal(TimeSpan.Zero, Percentile.Of([], 0.5));
    }

    [Fact]
    public void The_success_rate_counts_every_call() => Assert.Equal(0.75, Result(Choice.RoundRobin, failed: 1, calls: 4).SuccessRate);

    [Fact]
    public void Requests_to_the_slow_replica_are_those_of_the_act_in_which_it_is_slow()
    {
        var (start, end) = Script.TimesOf("slow", Length);

        var result = Result(Choice.RoundRobin, Script.Slow, [At(start, AttemptEnd.GivenUp), At(end - TimeSpan.FromMilliseconds(1)), At(end), At(TimeSpan.Zero)]);

        Assert.Equal((2, 0), (result.ToSlow, result.ToDead));
    }

    [Fact]
    public void Requests_to_the_dead_replica_are_those_that_it_did_not_answer_since_it_died()
    {
        var death = Script.TimesOf("death", Length).Start;

        var result = Result(Choice.RoundRobin, Script.Dying, [At(death, AttemptEnd.Broken), At(death), At(TimeSpan.Zero, AttemptEnd.GivenUp)]);

        Assert.Equal((0, 1), (result.ToSlow, result.ToDead));
    }

    [Fact]
    public void All_is_well_when_every_promise_came_true() => Assert.All(Finding.Of(Good()), finding => Assert.True(finding.Holds, finding.Text));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_promise_that_did_not_come_true_is_found(int broken)
    {
        var results = Good();
        (int Result, RunResult Bad) change = broken switch
        {
            0 => (1, results[1] with { Attempts = Attempts(Script.Slow, []) }),
            1 => (2, results[2] with { DrainedWell = false }),
            2 => (1, results[1] with { Attempts = results[0].Attempts }),
            3 => (2, results[2] with { Attempts = results[0].Attempts }),
            _ => (3, Result(Choice.AsAnnotated, failed: 1)),
        };
        results[change.Result] = change.Bad;

        Assert.Equal([broken], Finding.Of(results).Index().Where(finding => !finding.Item.Holds).Select(finding => finding.Index));
    }

    [Fact]
    public async Task What_is_cut_off_or_comes_after_the_end_is_lost()
    {
        var traffic = new ReplicaTraffic(() => TimeSpan.Zero);
        traffic.End(traffic.Begin(), AttemptEnd.Answered);
        var late = traffic.Begin();
        traffic.MarkLeaving();
        Assert.Equal((1, 0), (traffic.UnderWayWhenLeaving, traffic.Lost));

        traffic.Close();
        await traffic.Closed;
        traffic.End(late, AttemptEnd.Broken);
        traffic.Begin();

        Assert.Equal(2, traffic.Lost);
        Assert.Equal([AttemptEnd.Answered, AttemptEnd.Broken, AttemptEnd.None], traffic.Attempts.Select(attempt => attempt.End));
    }

    // Round robin sends to the slow and the dead one; the others do not.
    private static RunResult[] Good()
    {
        var (slow, death) = (Script.TimesOf("slow", Length).Start, Script.TimesOf("death", Length).Start);
        var bad = new Dictionary<string, Attempt[]>(Attempts(Script.Added, [At(Length)]))
        {
            [Script.Slow] = [At(slow, AttemptEnd.GivenUp)],
            [Script.Dying] = [At(death, AttemptEnd.Broken)],
        };
        return
        [
            Result(Choice.RoundRobin) with { Attempts = bad }, Result(Choice.PeakEwma), Result(Choice.RoundRobinEject), Result(Choice.AsAnnotated),
        ];
    }

    private static Attempt At(TimeSpan at, AttemptEnd end = AttemptEnd.Answered) => new(at, end, TimeSpan.FromMilliseconds(20));

    private static Dictionary<string, Attempt[]> Attempts(string replica, Attempt[] attempts) =>
        ReplicaFleet.Names.ToDictionary(name => name, name => name == replica ? attempts : []);

    private static RunResult Result(Choice choice, string replica, Attempt[] attempts) => new(choice, [], Attempts(replica, attempts), Length);

    private static RunResult Result(Choice choice, int failed = 0, int calls = 1) =>
        new(choice, [.. Enumerable.Range(0, calls).Select(i => new CallOutcome(default, i >= failed))], Attempts(Script.Added, [At(Length)]), Length) { DrainedWell = true };
}
