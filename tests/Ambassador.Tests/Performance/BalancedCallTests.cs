using Ambassador.Pooling;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.Tests.Performance;

[Ambassador(Retry = 3, TimeoutMs = 2_000, Breaker = 0.5, BreakerPerTarget = true), Balance, Eject]
public interface IHotBalanced : IHot;

[Ambassador, Balance(BalancingAlgorithm.RingHash)]
public interface IHotKeyed
{
    ValueTask<int> FindAsync([HashKey] string user, [HashKey] int shard);

    Task<int> FindTaskAsync([HashKey] string user, [HashKey] int shard);
}

/// <summary>A choice among targets allocates nothing.</summary>
[Collection(nameof(Undisturbed))]
public class BalancedCallTests
{
    public static TheoryData<BalancingAlgorithm> Algorithms { get; } = new(Enum.GetValues<BalancingAlgorithm>());

    [Theory, MemberData(nameof(Algorithms))]
    public async Task A_call_allocates_nothing(BalancingAlgorithm algorithm)
    {
        await using var provider = Build<IHotBalanced>(new() { Balance = algorithm }, targets => targets.Create((_, _) => new HotService()));
        var hot = provider.GetRequiredService<IHotBalanced>();

        Assert.Equal(0, Allocation.Of(() => hot.Blocking(1)));
        Assert.Equal(0, Allocation.Of(() => hot.OfTask(1).GetAwaiter().GetResult()));
        Assert.Equal(0, Allocation.Of(() => hot.Nothing(1).GetAwaiter().GetResult()));
        Assert.Equal(0, Allocation.Of(() => hot.OfValueTask(1).GetAwaiter().GetResult()));
        Assert.Equal(0, Allocation.Of(() => hot.NothingOfValueTask(1).GetAwaiter().GetResult()));
    }

    [Theory]
    [InlineData(BalancingAlgorithm.RingHash)]
    [InlineData(BalancingAlgorithm.Maglev)]
    [InlineData(BalancingAlgorithm.Sticky)]
    public async Task A_key_allocates_nothing(BalancingAlgorithm algorithm)
    {
        await using var provider = Build<IHotKeyed>(new() { Balance = algorithm }, targets => targets.Create((_, _) => new HotKeyed()));
        var hot = provider.GetRequiredService<IHotKeyed>();

        Assert.Equal(0, Allocation.Of(() => hot.FindAsync("somebody", 7).GetAwaiter().GetResult()));
        Assert.Equal(0, Allocation.Of(() => hot.FindTaskAsync("somebody", 7).GetAwaiter().GetResult()));
    }

    // What returns a Task has one made for it: the inner call's own ends before the instance is back.
    [Fact]
    public async Task A_lease_allocates_nothing()
    {
        await using var provider = Build<IHotBalanced>(new() { Pool = 2 }, targets => targets.Pool((_, _) => new Instances()));
        var hot = provider.GetRequiredService<IHotBalanced>();

        Assert.Equal(0, Allocation.Of(() => hot.Blocking(1)));
        Assert.Equal(0, Allocation.Of(() => hot.OfValueTask(1).GetAwaiter().GetResult()));
        Assert.Equal(0, Allocation.Of(() => hot.NothingOfValueTask(1).GetAwaiter().GetResult()));
    }

    private static ServiceProvider Build<T>(PolicySettings settings, Action<AmbassadorTargets<T>> configure)
        where T : class
        => new ServiceCollection()
            .AddAmbassadorTargets<T>(targets => configure(targets.Add("a").Add("b").Add("c")))
            .AddGeneratedAmbassadors(options => options.Configure<T>(settings))
            .BuildServiceProvider();

    private sealed class Instances : IPooledTargetFactory<IHotBalanced>
    {
        public ValueTask<IHotBalanced> CreateAsync(CancellationToken cancellationToken) => new(new HotService());
    }

    private sealed class HotKeyed : IHotKeyed
    {
        private static readonly Task<int> s_answer = Task.FromResult(42);

        public ValueTask<int> FindAsync(string user, int shard) => new(42);

        public Task<int> FindTaskAsync(string user, int shard) => s_answer;
    }
}
