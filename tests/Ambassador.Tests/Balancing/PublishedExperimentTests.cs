using Ambassador.Balancing;
using Ambassador.Benchmarks.Simulation;
using Ambassador.Tests.Docs;

namespace Ambassador.Tests.Balancing;

/// <summary>
/// What "Beyond Round Robin: Load Balancing for Latency" (Buoyant, 2016) found, on virtual time: of 60 000 requests, 95% succeed with round robin, 99% with the least loaded of two and 99.9% with peak EWMA.
/// </summary>
public class PublishedExperimentTests
{
    [Theory]
    [InlineData(BalancingAlgorithm.RoundRobin, 0.95)]
    [InlineData(BalancingAlgorithm.LeastRequests, 0.99)]
    [InlineData(BalancingAlgorithm.PeakEwma, 0.999)]
    public void AsManySucceedAsPublished(BalancingAlgorithm algorithm, double published)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            foreach (var givesUp in new[] { true, false })
            {
                var outcome = ReplicaSimulation.Run(new Experiment { Seed = seed, GivesUp = givesUp }, new BalancingRules { Algorithm = algorithm });

                Assert.InRange(outcome.Latencies.Length, 59_000, 61_000);
                Assert.InRange(outcome.SuccessRate, published, 1);
            }
        }
    }

    [Fact]
    public void AReplicaThatFailsFastDoesNotAttractTheCalls()
    {
        var experiment = new Experiment { Slow = TimeSpan.FromMilliseconds(5), Fails = true };

        var outcome = ReplicaSimulation.Run(experiment, new BalancingRules { Algorithm = BalancingAlgorithm.PeakEwma });
        Assert.InRange(outcome.SuccessRate, 0.999, 1);

        // By attempts under way alone it looks like the best of all: so this is no matter of course.
        var least = ReplicaSimulation.Run(experiment, new BalancingRules { Algorithm = BalancingAlgorithm.LeastRequests });
        Assert.InRange(least.SuccessRate, 0, 0.95);
    }

    [Fact]
    public void AReplicaThatIsWellAgainGetsItsShareBack()
    {
        // Four decays after it was slow for the last time.
        var outcome = ReplicaSimulation.Run(new Experiment { Duration = TimeSpan.FromSeconds(100) }, new BalancingRules { Algorithm = BalancingAlgorithm.PeakEwma });

        Assert.InRange(outcome.ToSlow[20..40].Average(), 0, 10);
        Assert.InRange(outcome.ToSlow[85..].Average(), 60, 120);
    }

    [Fact]
    public void TheDocumentationHasTheseNumbers()
    {
        AssertDocumented("### A slow replica", new Experiment());
        AssertDocumented("### A replica that fails fast", new Experiment { Slow = TimeSpan.FromMilliseconds(5), Fails = true });
    }

    private static void AssertDocumented(string heading, Experiment experiment)
    {
        foreach (var row in Repository.Table("docs/balancing.md", heading))
            Assert.Equal(row[1..], ReplicaSimulation.Run(experiment, new BalancingRules { Algorithm = Enum.Parse<BalancingAlgorithm>(row[0]) }).ToCells(15..45));
    }
}
