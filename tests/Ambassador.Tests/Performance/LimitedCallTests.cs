namespace Ambassador.Tests.Performance;

[Ambassador, Bulkhead(100)]
public interface IHotPartitioned
{
    [Bulkhead(100, PartitionBy = nameof(id))]
    int Blocking(int id);

    [Bulkhead(100, PartitionBy = nameof(id)), RateLimit(1_000_000_000, PartitionBy = nameof(name))]
    Task<int> OfTask(int id, string name);

    [Bulkhead(100, PartitionBy = nameof(id))]
    ValueTask<int> OfValueTask(long id);

    [Bulkhead(100, PartitionBy = nameof(id))]
    ValueTask NothingOfValueTask(Guid id);
}

/// <summary>A call that its limits let in at once, and that completes at once.</summary>
[Collection(nameof(Undisturbed))]
public class LimitedCallTests
{
    [Fact]
    public void Limits_allocate_nothing()
    {
        IHot hot = new HotLimitedAmbassador(new HotService(), new AmbassadorRuntime());

        AssertFree(
            () => hot.Blocking(1),
            () => hot.OfTask(1).GetAwaiter().GetResult(),
            () => hot.Nothing(1).GetAwaiter().GetResult(),
            () => hot.OfValueTask(1).GetAwaiter().GetResult(),
            () => hot.NothingOfValueTask(1).GetAwaiter().GetResult());
    }

    [Fact]
    public void Arguments_that_limits_are_partitioned_by_are_not_boxed()
    {
        var id = Guid.NewGuid();
        IHotPartitioned hot = new HotPartitionedAmbassador(new Partitioned(), new AmbassadorRuntime());

        AssertFree(
            () => hot.Blocking(1),
            () => hot.OfTask(1, "one").GetAwaiter().GetResult(),
            () => hot.OfValueTask(1).GetAwaiter().GetResult(),
            () => hot.NothingOfValueTask(id).GetAwaiter().GetResult());
    }

    private static void AssertFree(params Action[] calls) => Assert.Equal(calls.Select(_ => 0L), calls.Select(Allocation.Of));

    private sealed class Partitioned : IHotPartitioned
    {
        private static readonly Task<int> Answer = Task.FromResult(42);

        public int Blocking(int id) => 42;

        public Task<int> OfTask(int id, string name) => Answer;

        public ValueTask<int> OfValueTask(long id) => new(42);

        public ValueTask NothingOfValueTask(Guid id) => default;
    }
}
