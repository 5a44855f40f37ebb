using Ambassador.Health;
using Ambassador.Targets;
using Ambassador.Tests.Performance;

namespace Ambassador.Tests.Health;

[Collection(nameof(Undisturbed))]
public class OutcomeCostTests
{
    [Theory]
    [InlineData(AttemptOutcome.Succeeded, false)]
    [InlineData(AttemptOutcome.Failed, false)]
    [InlineData(AttemptOutcome.Abandoned, false)]
    [InlineData(AttemptOutcome.Succeeded, true)]
    [InlineData(AttemptOutcome.Failed, true)]
    [InlineData(AttemptOutcome.Unanswered, true)]
    public void An_outcome_allocates_nothing(AttemptOutcome outcome, bool split)
    {
        using var bench = new EjectionBench(new EjectionRules { SplitUnanswered = split, AlwaysEjectOne = true }, 1);

        Assert.Equal(0, Allocation.Of(() =>
        {
            bench[0].TryBegin(out var began);
            bench[0].End(began, outcome);
        }));
    }
}
