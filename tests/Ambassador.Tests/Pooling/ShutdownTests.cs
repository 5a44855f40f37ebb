using Ambassador.Pooling;
using Ambassador.Targets;

namespace Ambassador.Tests.Pooling;

/// <summary>The end of a pool.</summary>
public class ShutdownTests
{
    private static readonly PoolRules Two = new() { Max = 2, DrainTimeout = TimeSpan.FromSeconds(30) };

    [Fact]
    public async Task Calls_in_flight_end_then_their_targets_are_disposed_then_it_is_over()
    {
        var bench = new PoolBench(Two);
        var (used, idle) = (bench.Take(), bench.Take());
        idle.Return(AttemptOutcome.Succeeded);

        var shutdown = bench.Pool.DisposeAsync().AsTask();
        await idle.Target.Disposed;
        Assert.Equal(0, used.Target.Disposals);
        Assert.False(shutdown.IsCompleted);
        used.Return(AttemptOutcome.Succeeded);

        await shutdown;
        Assert.Equal([1, 1], bench.Workshop.Made.Select(tool => tool.Disposals));
        Assert.Equal(default, bench.Pool.Counts);
    }

    [Fact]
    public async Task Whoever_waits_or_comes_later_is_told()
    {
        var bench = new PoolBench(Two);
        bench.Take(2);
        var waiting = bench.Wait();

        _ = bench.Pool.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await bench.Pool.AcquireAsync(default));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => bench.Pool.WarmUpAsync(default));
        Assert.Throws<ObjectDisposedException>(() => bench.Pool.Acquire(default));
    }

    [Fact]
    public async Task It_does_not_wait_for_ever()
    {
        var bench = new PoolBench(Two);
        var lease = bench.Take();
        var shutdown = bench.Pool.DisposeAsync().AsTask();

        bench.Pass(29.999);
        Assert.False(shutdown.IsCompleted);
        bench.Pass(0.001);
        await shutdown;

        Assert.Equal(0, lease.Target.Disposals);
        lease.Return(AttemptOutcome.Succeeded);
        await lease.Target.Disposed;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_target_being_made_is_given_up_or_disposed_when_it_comes(bool isDeaf)
    {
        var bench = new PoolBench(Two);
        var making = new TaskCompletionSource();
        bench.Workshop.Making = (_, token) => isDeaf ? making.Task : making.Task.WaitAsync(token);
        var waiting = bench.Wait();

        var shutdown = bench.Pool.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting);
        if (isDeaf)
            making.SetResult();

        await shutdown;
        Assert.Equal(isDeaf ? [1] : [], bench.Workshop.Made.Select(tool => tool.Disposals));
    }

    [Fact]
    public async Task It_waits_for_targets_to_be_disposed_and_does_not_mind_how_that_ends()
    {
        var bench = new PoolBench(Two);
        var disposing = new TaskCompletionSource();
        bench.Workshop.Disposing = tool => tool.Number == 1 ? disposing.Task : throw new IOException();
        foreach (var lease in bench.Take(2))
            lease.Return(AttemptOutcome.Succeeded);

        var shutdown = bench.Pool.DisposeAsync().AsTask();
        PoolBench.Until(() => bench.Logs.Collector.Count == 1);
        Assert.False(shutdown.IsCompleted);
        disposing.SetResult();

        await shutdown;
    }

    [Fact]
    public async Task Once_is_enough_and_twice_does_no_harm()
    {
        var bench = new PoolBench(Two);
        var lease = bench.Take();
        var (first, second) = (bench.Pool.DisposeAsync().AsTask(), bench.Pool.DisposeAsync().AsTask());
        lease.Return(AttemptOutcome.Succeeded);

        await Task.WhenAll(first, second);
        await bench.Pool.DisposeAsync();

        Assert.Equal(1, lease.Target.Disposals);
    }
}
