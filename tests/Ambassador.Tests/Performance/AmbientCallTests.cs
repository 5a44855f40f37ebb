namespace Ambassador.Tests.Performance;

[Ambassador(TotalTimeoutMs = 10_000)]
public interface IHotPropagating : IHot;

/// <summary>What deadlines that are passed on, and scopes, cost the calls that they concern.</summary>
[Collection(nameof(Undisturbed))]
public class AmbientCallTests
{
    private static readonly PolicySettings NoRetry = new() { Retry = 0 };

    [Fact]
    public void A_deadline_that_is_passed_on_costs_a_flow_of_its_own()
    {
        IHot hot = new HotPropagatingAmbassador(new HotService(), new AmbassadorRuntime());

        // The deadline and an execution context with it.
        Assert.InRange(InEmptyFlow(() => hot.OfValueTask(1).GetAwaiter().GetResult()), 1, 120 * Allocation.Calls);
    }

    [Fact]
    public void A_scope_costs_its_calls_nothing()
    {
        IHot hot = new HotRetryAmbassador(new HotService(), new AmbassadorRuntime());
        using (AmbassadorCall.Override(NoRetry))
        {
            Assert.Equal(0, Allocation.Of(() => hot.OfValueTask(1).GetAwaiter().GetResult()));
            Assert.Equal(0, Allocation.Of(() => hot.OfTask(1).GetAwaiter().GetResult()));
            Assert.Equal(0, Allocation.Of(() => hot.Blocking(1)));
        }
    }

    [Fact]
    public void Calls_inside_a_call_with_a_deadline_allocate_no_more_than_the_task_that_they_return()
    {
        IHot hot = new HotRetryAmbassador(new HotService(), new AmbassadorRuntime());
        using (AmbassadorCall.Limit(TimeSpan.FromHours(1)))
        {
            Assert.Equal(0, Allocation.Of(() => hot.OfValueTask(1).GetAwaiter().GetResult()));
            Assert.Equal(0, Allocation.Of(() => hot.Blocking(1)));
        }
    }

    // A test's own flow carries things that make every change of it dearer.
    private static long InEmptyFlow(Action call)
    {
        long bytes = 0;
        var thread = new Thread(() => bytes = Allocation.Of(call));
        thread.UnsafeStart();
        thread.Join();
        return bytes;
    }
}
