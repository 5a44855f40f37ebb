using Ambassador.Pooling;
using Ambassador.Targets;

namespace Ambassador.Tests.Pooling;

/// <summary>What becomes of targets when calls on them end.</summary>
public class LeaseTests
{
    [Fact]
    public void The_one_returned_last_is_used_next()
    {
        var bench = new PoolBench();
        var leases = bench.Take(3);
        foreach (var lease in new[] { leases[1], leases[2], leases[0] })
            lease.Return(AttemptOutcome.Succeeded);

        Assert.Equal([1, 3, 2], bench.Take(3).Select(lease => lease.Target.Number));
        Assert.Equal(3, bench.Workshop.Asked);
    }

    [Theory]
    [InlineData(AttemptOutcome.Failed)]
    [InlineData(AttemptOutcome.Unanswered)]
    [InlineData(AttemptOutcome.Abandoned)]
    public async Task Without_a_success_it_is_disposed_and_its_place_is_free_at_once(AttemptOutcome outcome)
    {
        var bench = new PoolBench(new() { Max = 1 });
        var lease = bench.Take();

        lease.Return(outcome);

        Assert.Equal(2, bench.Take().Target.Number);
        await lease.Target.Disposed;
    }

    [Fact]
    public void A_lease_ends_once()
    {
        var bench = new PoolBench();
        var lease = bench.Take();

        lease.Return(AttemptOutcome.Succeeded);
        lease.Return(AttemptOutcome.Succeeded);
        lease.Return(AttemptOutcome.Failed);

        Assert.Equal(new PoolCounts(Size: 1, Creating: 0, Idle: 1, Waiting: 0), bench.Pool.Counts);
        Assert.Equal(0, lease.Target.Disposals);
    }

    [Theory]
    [InlineData(AttemptOutcome.Succeeded)]
    [InlineData(AttemptOutcome.Abandoned)]
    public void A_lease_that_has_ended_has_no_say_in_the_next_one_of_the_same_target(AttemptOutcome late)
    {
        var bench = new PoolBench(new() { Max = 1 });
        var first = bench.Take();
        first.Return(AttemptOutcome.Succeeded);
        var second = bench.Take();

        first.Return(late);

        Assert.Same(first.Target, second.Target);
        Assert.Equal(new PoolCounts(Size: 1, Creating: 0, Idle: 0, Waiting: 0), bench.Pool.Counts);
        second.Return(AttemptOutcome.Succeeded);
        Assert.Equal(1, bench.Pool.Counts.Idle);
    }

    [Fact]
    public async Task An_abandoned_call_loses_its_target_while_it_runs_and_its_end_changes_nothing()
    {
        var bench = new PoolBench(new() { Max = 1 });
        var stuck = bench.Take();
        var next = bench.Wait();

        stuck.Return(AttemptOutcome.Abandoned);
        await stuck.Target.Disposed;
        var lease = await next;
        stuck.Return(AttemptOutcome.Succeeded);

        Assert.Equal(2, lease.Target.Number);
        Assert.Equal(new PoolCounts(Size: 1, Creating: 0, Idle: 0, Waiting: 0), bench.Pool.Counts);
        Assert.Equal(1, stuck.Target.Disposals);
    }

    [Fact]
    public async Task It_is_reset_before_another_call_gets_it()
    {
        var bench = new PoolBench(new() { Max = 1 });
        var reset = new TaskCompletionSource<bool>();
        bench.Workshop.Resetting = _ => new(reset.Task);
        var lease = bench.Take();
        var next = bench.Wait();

        lease.Return(AttemptOutcome.Succeeded);
        Assert.False(next.IsCompleted);
        Assert.Equal(1, bench.Pool.Counts.InUse);
        reset.SetResult(true);

        Assert.Same(lease.Target, (await next).Target);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("throws")]
    [InlineData("throws later")]
    [InlineData("never")]
    public async Task One_that_cannot_be_reset_is_disposed(string reset)
    {
        var bench = new PoolBench(new() { Max = 1, CheckTimeout = TimeSpan.FromSeconds(3) });
        bench.Workshop.Resetting = _ => reset switch
        {
            "no" => new(false),
            "throws" => throw new IOException(),
            "throws later" => new(Task.FromException<bool>(new IOException())),
            _ => new(new TaskCompletionSource<bool>().Task),
        };
        var lease = bench.Take();

        lease.Return(AttemptOutcome.Succeeded);
        bench.Pass(3);

        await lease.Target.Disposed;
        Assert.Equal(2, (await bench.Pool.AcquireAsync(default)).Target.Number);
        Assert.Equal(reset == "no" ? 0 : 1, bench.Logs.Collector.Count);
    }

    [Fact]
    public async Task Only_the_first_to_end_it_is_heard_however_many_try()
    {
        for (var round = 0; round < 200; round++)
        {
            var bench = new PoolBench();
            var lease = bench.Take();
            await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => lease.Return((AttemptOutcome)i))));

            var counts = bench.Pool.Counts;
            Assert.True(counts is { Size: 0 } or { Size: 1, Idle: 1 });
            await bench.Pool.DisposeAsync();
            Assert.Equal(1, lease.Target.Disposals);
        }
    }

    [Fact]
    public async Task Without_anything_else_written_what_is_disposable_is_disposed()
    {
        var pool = new TargetPool<MemoryStream>(
            new Streams(), new(), new(TimeProvider.System), () => 0, new(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, "Streams", default));
        var first = await pool.AcquireAsync(default);
        first.Return(AttemptOutcome.Succeeded);
        var second = await pool.AcquireAsync(default);
        second.Return(AttemptOutcome.Succeeded);
        await pool.DisposeAsync();

        Assert.Same(first.Target, second.Target);
        Assert.False(first.Target.CanRead);
    }

    private sealed class Streams : IPooledTargetFactory<MemoryStream>
    {
        public ValueTask<MemoryStream> CreateAsync(CancellationToken cancellationToken) => new(new MemoryStream());
    }
}
