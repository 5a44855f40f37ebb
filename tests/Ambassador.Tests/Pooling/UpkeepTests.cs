using Ambassador.Pooling;
using Ambassador.Targets;

namespace Ambassador.Tests.Pooling;

/// <summary>What time does to a pool.</summary>
public class UpkeepTests
{
    private static readonly PoolRules Idle = new() { IdleTime = TimeSpan.FromSeconds(100), CheckInterval = TimeSpan.Zero, Lifetime = TimeSpan.Zero };
    private static readonly PoolRules Mortal = new() { Lifetime = TimeSpan.FromSeconds(100), CheckInterval = TimeSpan.Zero, IdleTime = TimeSpan.Zero };
    private static readonly PoolRules Checked = new() { CheckInterval = TimeSpan.FromSeconds(100), IdleTime = TimeSpan.Zero, Lifetime = TimeSpan.Zero };

    [Fact]
    public async Task It_shrinks_by_those_that_have_been_idle_for_too_long_to_its_least()
    {
        var bench = new PoolBench(Idle with { Min = 1 });
        var leases = bench.Take(3);
        foreach (var lease in leases)
        {
            lease.Return(AttemptOutcome.Succeeded);
            bench.Pass(10);
        }

        bench.Pass(69.999);
        Assert.Equal(3, bench.Pool.Counts.Idle);
        bench.Pass(0.001);
        await leases[0].Target.Disposed;
        Assert.Equal(2, bench.Pool.Counts.Idle);
        bench.Pass(10);
        await leases[1].Target.Disposed;
        bench.Pass(1_000);

        Assert.Equal(new PoolCounts(Size: 1, Creating: 0, Idle: 1, Waiting: 0), bench.Pool.Counts);
        Assert.Same(leases[2].Target, bench.Take().Target);
    }

    [Fact]
    public void Demand_that_has_fallen_leaves_those_idle_that_are_too_many()
    {
        var bench = new PoolBench(Idle);
        foreach (var lease in bench.Take(5))
            lease.Return(AttemptOutcome.Succeeded);

        for (var second = 0; second < 200; second++)
        {
            var (one, other) = (bench.Take(), bench.Take());
            bench.Pass(1);
            one.Return(AttemptOutcome.Succeeded);
            other.Return(AttemptOutcome.Succeeded);
        }

        Assert.Equal(2, bench.Pool.Counts.Size);
        Assert.Equal(5, bench.Workshop.Asked);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(0.5, 80)]
    [InlineData(1, 60)]
    public async Task A_lifetime_is_shortened_by_chance(double random, double seconds)
    {
        var bench = new PoolBench(Mortal with { LifetimeJitter = 0.4 }, random);
        var lease = bench.Take();
        lease.Return(AttemptOutcome.Succeeded);

        bench.Pass(seconds - 0.001);
        Assert.Equal(1, bench.Pool.Counts.Idle);
        bench.Pass(0.001);

        await lease.Target.Disposed;
        Assert.Equal(default, bench.Pool.Counts);
    }

    [Fact]
    public async Task One_in_use_is_left_alone_until_its_call_has_ended()
    {
        var bench = new PoolBench(Mortal);
        var lease = bench.Take();

        bench.Pass(1_000);
        Assert.Equal(0, lease.Target.Disposals);
        lease.Return(AttemptOutcome.Succeeded);

        await lease.Target.Disposed;
        Assert.Equal(0, bench.Pool.Counts.Size);
    }

    [Fact]
    public async Task Those_that_the_pool_has_at_least_are_replaced_when_their_time_has_come()
    {
        var bench = new PoolBench(Mortal with { Min = 2 });
        await bench.Pool.WarmUpAsync(default);
        Assert.Equal(new PoolCounts(Size: 2, Creating: 0, Idle: 2, Waiting: 0), bench.Pool.Counts);

        bench.Pass(100);

        Assert.Equal(new PoolCounts(Size: 2, Creating: 0, Idle: 2, Waiting: 0), bench.Pool.Counts);
        Assert.Equal([1, 2, 3, 4], bench.Made);
    }

    [Fact]
    public async Task What_is_idle_is_validated_now_and_then_and_stays_where_it_was()
    {
        var bench = new PoolBench(Checked);
        List<(int Number, double At)> validated = [];
        var start = bench.Time.GetUtcNow();
        bench.Workshop.Validating = tool =>
        {
            validated.Add((tool.Number, (bench.Time.GetUtcNow() - start).TotalSeconds));
            return new(true);
        };
        var leases = bench.Take(3);
        leases[0].Return(AttemptOutcome.Succeeded);
        bench.Pass(50);
        leases[1].Return(AttemptOutcome.Succeeded);
        for (var i = 0; i < 220; i++)
            bench.Pass(1);

        Assert.Equal([(1, 100), (2, 150), (1, 200), (2, 250)], validated);
        Assert.Equal([2, 1], bench.Take(2).Select(lease => lease.Target.Number));
    }

    [Theory]
    [InlineData("no")]
    [InlineData("throws")]
    [InlineData("never")]
    public async Task What_is_no_good_is_replaced_if_it_is_needed(string answer)
    {
        var bench = new PoolBench(Checked with { Min = 1, CheckTimeout = TimeSpan.FromSeconds(3) });
        bench.Workshop.Validating = _ => answer switch
        {
            "no" => new(false),
            "throws" => throw new IOException(),
            _ => new(new TaskCompletionSource<bool>().Task),
        };
        var lease = bench.Take();
        lease.Return(AttemptOutcome.Succeeded);

        bench.Pass(100);
        bench.Pass(3);

        await lease.Target.Disposed;
        PoolBench.Until(() => bench.Pool.Counts is { Size: 1, Idle: 1 });
        Assert.Equal([1, 2], bench.Made);
    }

    [Fact]
    public async Task One_being_validated_goes_to_who_waits_for_it()
    {
        var bench = new PoolBench(Checked with { Max = 1 });
        var validation = new TaskCompletionSource<bool>();
        bench.Workshop.Validating = _ => new(validation.Task);
        bench.Take().Return(AttemptOutcome.Succeeded);
        bench.Pass(100);

        var waiting = bench.Wait();
        validation.SetResult(true);

        Assert.Equal(1, (await waiting).Target.Number);
    }

    [Fact]
    public async Task Warming_up_makes_them_side_by_side_and_says_what_went_wrong()
    {
        var bench = new PoolBench(Idle with { Min = 3 });
        var making = new TaskCompletionSource();
        bench.Workshop.Making = (number, _) => number == 2 ? throw new IOException("refused") : making.Task;

        var warming = bench.Pool.WarmUpAsync(default);
        Assert.Equal(3, bench.Workshop.Asked);
        Assert.Equal(2, bench.Pool.Counts.Creating);
        making.SetResult();

        Assert.Equal("refused", (await Assert.ThrowsAsync<IOException>(() => warming)).Message);
        Assert.Equal(2, bench.Pool.Counts.Idle);
    }

    [Fact]
    public async Task What_could_not_be_made_is_tried_again_after_a_while_and_not_before()
    {
        var bench = new PoolBench(Idle with { Min = 1 });
        bench.Workshop.Making = (number, _) => number <= 2 ? throw new IOException() : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(() => bench.Pool.WarmUpAsync(default));

        bench.Pass(4.999);
        Assert.Equal(1, bench.Workshop.Asked);
        bench.Pass(0.001);
        Assert.Equal(2, bench.Workshop.Asked);
        bench.Pass(5);
        Assert.Equal(1, bench.Pool.Counts.Idle);
    }

    [Fact]
    public async Task The_first_call_brings_the_pool_to_its_least()
    {
        var bench = new PoolBench(Idle with { Min = 3 });

        var lease = bench.Take();

        Assert.Equal(new PoolCounts(Size: 3, Creating: 0, Idle: 2, Waiting: 0), bench.Pool.Counts);
        lease.Return(AttemptOutcome.Failed);
        await lease.Target.Disposed;
        Assert.Equal(new PoolCounts(Size: 3, Creating: 0, Idle: 3, Waiting: 0), bench.Pool.Counts);
    }

    [Fact]
    public void Other_rules_let_it_grow_at_once_and_shrink_as_targets_come_back()
    {
        var bench = new PoolBench(Idle with { Max = 1 });
        var first = bench.Take();
        var waiting = bench.Wait();

        bench.Pool.Apply(Idle with { Max = 2 });
        var second = PoolBench.Now(waiting);
        bench.Pool.Apply(Idle with { Max = 1 });
        second.Return(AttemptOutcome.Succeeded);
        Assert.Equal(1, bench.Pool.Counts.Size);
        first.Return(AttemptOutcome.Succeeded);

        Assert.Equal(new PoolCounts(Size: 1, Creating: 0, Idle: 1, Waiting: 0), bench.Pool.Counts);
    }

    [Fact]
    public void Other_rules_apply_to_those_that_are_idle()
    {
        var bench = new PoolBench(Idle);
        foreach (var lease in bench.Take(4))
            lease.Return(AttemptOutcome.Succeeded);

        bench.Pool.Apply(Idle with { Max = 3, IdleTime = TimeSpan.FromSeconds(10), Min = 1 });
        Assert.Equal(3, bench.Pool.Counts.Size);
        bench.Pass(10);

        Assert.Equal(1, bench.Pool.Counts.Size);
    }
}
