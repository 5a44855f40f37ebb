using Ambassador.Pooling;
using Ambassador.Targets;
using Polly.RateLimiting;
using Polly.Timeout;

namespace Ambassador.Tests.Pooling;

/// <summary>Calls that find no idle target.</summary>
public class LineTests
{
    private static readonly PoolRules One = new() { Max = 1, AcquireTimeout = TimeSpan.FromSeconds(15) };

    [Fact]
    public void First_come_first_served()
    {
        var bench = new PoolBench(One);
        var lease = bench.Take();
        var line = Enumerable.Range(0, 5).Select(_ => bench.Wait()).ToArray();

        foreach (var (i, waiting) in line.Index())
        {
            Assert.All(line[i..], later => Assert.False(later.IsCompleted));
            lease.Return(AttemptOutcome.Succeeded);
            lease = PoolBench.Now(waiting);
        }

        Assert.Equal([1], bench.Made);
    }

    [Fact]
    public async Task Whoever_comes_when_the_line_is_full_is_refused()
    {
        var bench = new PoolBench(One with { Max = 2, Queue = 1 });
        bench.Take(2);
        _ = bench.Wait();

        var refusal = await Assert.ThrowsAsync<RateLimiterRejectedException>(async () => await bench.Pool.AcquireAsync(default));

        Assert.Equal("Shop.ITool was refused by its pool: all 2 targets are in use, and 1 calls wait.", refusal.Message);
        Assert.Throws<RateLimiterRejectedException>(() => bench.Pool.Acquire(default));
        Assert.Equal(1, bench.Pool.Counts.Waiting);
    }

    [Fact]
    public async Task Those_that_a_target_is_made_for_do_not_count_as_waiting()
    {
        var bench = new PoolBench(One with { Max = 2, Queue = 0 });
        bench.Workshop.Making = (_, token) => Task.Delay(Timeout.Infinite, token);

        _ = bench.Wait();
        _ = bench.Wait();

        await Assert.ThrowsAsync<RateLimiterRejectedException>(async () => await bench.Pool.AcquireAsync(default));
    }

    [Fact]
    public async Task Nobody_waits_for_longer_than_is_set()
    {
        var bench = new PoolBench(One);
        bench.Take();
        var first = bench.Wait();
        bench.Pass(5);
        var second = bench.Wait();

        bench.Pass(9.999);
        Assert.False(first.IsCompleted);
        bench.Pass(0.001);

        var rejection = await Assert.ThrowsAsync<TimeoutRejectedException>(async () => await first);
        Assert.Equal("Shop.ITool had no target of its pool within 15 s: there are 1 of at most 1, and 1 other calls wait.", rejection.Message);
        Assert.Equal(TimeSpan.FromSeconds(15), rejection.Timeout);
        Assert.False(second.IsCompleted);
        bench.Pass(5);
        await Assert.ThrowsAsync<TimeoutRejectedException>(async () => await second);
    }

    [Fact]
    public void Without_a_bound_the_wait_has_no_end()
    {
        var bench = new PoolBench(One with { AcquireTimeout = TimeSpan.Zero });
        var lease = bench.Take();
        var waiting = bench.Wait();

        bench.Pass(1_000_000);
        lease.Return(AttemptOutcome.Succeeded);

        PoolBench.Now(waiting);
    }

    [Fact]
    public async Task Who_cancels_gives_up_the_place()
    {
        var bench = new PoolBench(One);
        var lease = bench.Take();
        using var source = new CancellationTokenSource();
        var (leaving, staying) = (bench.Wait(source.Token), bench.Wait());

        await source.CancelAsync();
        var error = await Assert.ThrowsAsync<OperationCanceledException>(async () => await leaving);
        lease.Return(AttemptOutcome.Succeeded);

        Assert.Equal(source.Token, error.CancellationToken);
        PoolBench.Now(staying);
    }

    [Fact]
    public async Task Who_has_cancelled_already_does_not_have_a_target_made()
    {
        var bench = new PoolBench(One);

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await bench.Pool.AcquireAsync(new(canceled: true)));

        Assert.Equal(0, bench.Workshop.Asked);
    }

    [Fact]
    public async Task A_target_is_made_to_the_end_for_whoever_comes_when_its_caller_has_left()
    {
        var bench = new PoolBench(One);
        var making = new TaskCompletionSource();
        bench.Workshop.Making = (_, token) => making.Task.WaitAsync(token);
        using var source = new CancellationTokenSource();
        var leaving = bench.Wait(source.Token);

        await source.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await leaving);
        var next = bench.Wait();
        making.SetResult();

        Assert.Equal(1, (await next).Target.Number);
        Assert.Equal(1, bench.Workshop.Asked);
    }

    [Fact]
    public async Task Whoever_waits_takes_what_is_free_first()
    {
        var bench = new PoolBench(One with { Max = 2 });
        var lease = bench.Take();
        var making = new TaskCompletionSource();
        bench.Workshop.Making = (_, _) => making.Task;
        var waiting = bench.Wait();

        lease.Return(AttemptOutcome.Succeeded);
        Assert.Same(lease.Target, PoolBench.Now(waiting).Target);

        making.SetResult();
        PoolBench.Until(() => bench.Pool.Counts is { Size: 2, Idle: 1 });
    }

    [Fact]
    public async Task Who_asked_for_a_target_that_cannot_be_made_is_told_and_the_next_in_line_has_one_made()
    {
        var bench = new PoolBench(One);
        var making = new TaskCompletionSource();
        bench.Workshop.Making = (number, _) => number == 1 ? making.Task : Task.CompletedTask;
        var (first, second) = (bench.Wait(), bench.Wait());

        making.SetException(new IOException("refused"));

        Assert.Equal("refused", (await Assert.ThrowsAsync<IOException>(async () => await first)).Message);
        Assert.Equal(2, (await second).Target.Number);
        Assert.Equal(new PoolCounts(Size: 1, Creating: 0, Idle: 0, Waiting: 0), bench.Pool.Counts);
    }

    [Fact]
    public async Task Who_has_been_served_otherwise_is_not_told()
    {
        var bench = new PoolBench(One with { Max = 2 });
        var lease = bench.Take();
        var making = new TaskCompletionSource();
        bench.Workshop.Making = (number, _) => number == 2 ? making.Task : Task.CompletedTask;
        var (first, second) = (bench.Wait(), bench.Wait());
        lease.Return(AttemptOutcome.Succeeded);
        PoolBench.Now(first);

        making.SetException(new IOException());

        // It never asked for the one that failed.
        Assert.Equal(3, (await second).Target.Number);
    }

    [Fact]
    public async Task However_many_wait_each_is_told_of_a_failure_of_its_own()
    {
        var bench = new PoolBench(One with { Queue = 20_000 });
        var first = new TaskCompletionSource();
        bench.Workshop.Making = (number, _) => number == 1 ? first.Task : throw new IOException();
        var line = Enumerable.Range(0, 20_000).Select(_ => bench.Wait()).ToArray();

        first.SetException(new IOException());

        foreach (var waiting in line)
            await Assert.ThrowsAsync<IOException>(async () => await waiting);

        Assert.Equal(20_000, bench.Workshop.Asked);
        Assert.Equal(default, bench.Pool.Counts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Making_one_takes_no_longer_than_a_caller_may_wait(bool isDeaf)
    {
        var bench = new PoolBench(One);
        var late = new TaskCompletionSource();
        bench.Workshop.Making = (_, token) => isDeaf ? late.Task : Task.Delay(Timeout.Infinite, token);
        var waiting = bench.Wait();

        bench.Pass(15);

        await Assert.ThrowsAsync<TimeoutRejectedException>(async () => await waiting);
        late.SetResult();
        PoolBench.Until(() => bench.Pool.Counts is { Creating: 0 } counts && counts.Idle == (isDeaf ? 1 : 0));
    }

    [Fact]
    public async Task A_factory_that_makes_nothing_is_told_so()
    {
        var pool = new TargetPool<Tool>(
            new Lazy(), new(), new(TimeProvider.System), () => 0, new(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, "Lazy", default));

        Assert.Contains(
            "has made no target", (await Assert.ThrowsAsync<InvalidOperationException>(async () => await pool.AcquireAsync(default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_a_call_flows_into_the_target_that_is_made_for_it()
    {
        var flowing = new AsyncLocal<string> { Value = "of the call" };
        (string?, SynchronizationContext?) seen = ("?", null);
        var bench = new PoolBench(One);
        bench.Workshop.Making = (_, _) =>
        {
            seen.Item2 = SynchronizationContext.Current;
            return Task.Run(() => seen.Item1 = flowing.Value);
        };
        var before = SynchronizationContext.Current;
        var context = new SynchronizationContext();
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            bench.Pool.Acquire(default);
            Assert.Same(context, SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        Assert.Equal((null, null), seen);
        Assert.Equal("of the call", flowing.Value);
    }

    [Fact]
    public async Task The_factory_may_block_and_others_go_on()
    {
        var bench = new PoolBench(One with { Max = 2 });
        var lease = bench.Take();
        using var blocked = new SemaphoreSlim(0);
        bench.Workshop.Making = (_, _) =>
        {
            blocked.Wait(CancellationToken.None);
            return Task.CompletedTask;
        };
        var waiting = Task.Run(async () => await bench.Pool.AcquireAsync(default));
        PoolBench.Until(() => bench.Workshop.Asked == 2);

        lease.Return(AttemptOutcome.Failed);
        Assert.Equal(1, bench.Pool.Counts.Size);
        blocked.Release(2);

        Assert.Equal(2, (await waiting).Target.Number);
    }

    [Fact]
    public async Task A_blocking_call_waits_as_well()
    {
        var bench = new PoolBench(One);
        var lease = bench.Take();
        var blocked = Task.Run(() => bench.Pool.Acquire(default));
        PoolBench.Until(() => bench.Pool.Counts.Waiting == 1);

        lease.Return(AttemptOutcome.Succeeded);

        Assert.Same(lease.Target, (await blocked).Target);
    }

    [Fact]
    public async Task A_blocking_call_waits_no_longer_than_others_and_for_no_one_who_has_left()
    {
        var bench = new PoolBench(One);
        bench.Take();
        using var source = new CancellationTokenSource();
        var patient = Task.Run(() => bench.Pool.Acquire(default));
        PoolBench.Until(() => bench.Pool.Counts.Waiting == 1);
        var leaving = Task.Run(() => bench.Pool.Acquire(source.Token));
        PoolBench.Until(() => bench.Pool.Counts.Waiting == 2);

        await source.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => leaving);
        bench.Pass(15);
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => patient);
    }

    [Fact]
    public async Task Who_is_let_go_on_does_not_hold_up_who_lets_it()
    {
        var bench = new PoolBench(One);
        var lease = bench.Take();
        var thread = 0;
        async Task Waiting()
        {
            await bench.Pool.AcquireAsync(default).ConfigureAwait(false);
            thread = Environment.CurrentManagedThreadId;
            await Task.Yield();
        }

        Task waiting = null!;
        var returning = 0;
        var returner = new Thread(() =>
        {
            returning = Environment.CurrentManagedThreadId;
            waiting = Waiting();
            lease.Return(AttemptOutcome.Succeeded);
        });
        returner.Start();
        returner.Join();
        await waiting;

        Assert.NotEqual(returning, thread);
    }

    private sealed class Lazy : IPooledTargetFactory<Tool>
    {
        public ValueTask<Tool> CreateAsync(CancellationToken cancellationToken) => new((Tool)null!);
    }
}
