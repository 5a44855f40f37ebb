using Ambassador.Tests.Services;
using Ambassador.Tests.Telemetry;
using Polly.RateLimiting;

namespace Ambassador.Tests.Limiting;

public class BulkheadTests
{
    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task No_more_calls_are_under_way_than_it_allows(Kind kind)
    {
        using var gate = new Gate();
        using var harness = new Harness(new() { Bulkhead = 2 }, gate.Service);
        var calls = new[] { harness.Service.CallAsync(kind), harness.Service.CallAsync(kind) };
        await gate.StartedAsync(2);

        var refused = await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.CallAsync(kind));
        gate.Open();
        await Task.WhenAll(calls);
        await harness.Service.CallAsync(kind);

        Assert.Equal(
            $"Ambassador.Tests.Services.IService.{Methods.Of(kind)} was refused by its bulkhead: 2 calls are under way at most, and 0 wait.",
            refused.Message);
        Assert.Null(refused.RetryAfter);
        Assert.Equal(3, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_call_that_fails_gives_its_place_back(Kind kind)
    {
        using var harness = new Harness(new() { Bulkhead = 1 }, new ScriptedService(_ => throw new IOException()));

        for (var i = 0; i < 5; i++)
            await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Calls_wait_in_line_as_far_as_there_is_room_first_come_first_served(Kind kind)
    {
        using var gate = new Gate();
        using var harness = new Harness(new() { Bulkhead = 1, BulkheadQueue = 3 }, gate.Service);
        var calls = Enumerable.Range(1, 4).Select(_ => harness.Service.CallAsync(kind)).ToArray();
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.CallAsync(kind));

        for (var call = 1; call <= 4; call++)
        {
            await gate.StartedAsync(1);
            Assert.Equal(call, harness.Inner.Attempts);
            Assert.All(calls[call..], waiting => Assert.False(waiting.IsCompleted));
            gate.Answer();
            await calls[call - 1];
        }
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_caller_who_cancels_gives_up_the_place_in_line(Kind kind)
    {
        using var source = new CancellationTokenSource();
        using var gate = new Gate();
        using var harness = new Harness(new() { Bulkhead = 1, BulkheadQueue = 1 }, gate.Service);
        var first = harness.Service.CallAsync(kind);
        var second = harness.Service.CallAsync(kind, cancellationToken: source.Token);
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.CallAsync(kind));

        await source.CancelAsync();
        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var third = harness.Service.CallAsync(kind);
        gate.Open();
        await Task.WhenAll(first, third);

        Assert.Equal(source.Token, canceled.CancellationToken);
        Assert.Equal(2, harness.Inner.Attempts);
    }

    [Theory]
    [InlineData(Kind.Value)]
    [InlineData(Kind.Void)]
    public async Task A_blocking_call_does_not_wait_in_line(Kind kind)
    {
        using var gate = new Gate();
        using var harness = new Harness(new() { Bulkhead = 1, BulkheadQueue = 10 }, gate.Service);
        var first = harness.Service.CallAsync(kind);
        await gate.StartedAsync(1);

        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.CallAsync(kind));

        gate.Open();
        await first;
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_place_is_held_through_every_attempt_and_the_waits_between_them(Kind kind)
    {
        using var harness = new Harness(
            new() { Bulkhead = 1, Retry = 1, RetryDelayMs = 1_000, RetryJitter = false, RetryBackoff = Polly.DelayBackoffType.Constant },
            new ScriptedService(n => n == 1 ? throw new IOException() : Task.FromResult(n)));

        var call = harness.Service.CallAsync(kind);
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.CallAsync(kind));
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await call;
        await harness.Service.CallAsync(kind);

        Assert.Equal(3, harness.Inner.Attempts);
    }

    [Fact]
    public async Task A_kept_result_takes_no_place()
    {
        using var gate = new Gate();
        using var harness = new Harness(new() { Bulkhead = 1, CacheSeconds = 60 }, gate.Service);
        gate.Answer();
        await harness.Service.GetTaskAsync(1);
        await gate.StartedAsync(1);

        var other = harness.Service.GetTaskAsync(2);
        await harness.Service.GetTaskAsync(1);
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.GetTaskAsync(3));

        gate.Open();
        await other;
    }

    [Fact]
    public async Task A_call_that_is_let_in_is_not_retried_because_another_is_refused()
    {
        using var harness = new Harness(new() { Bulkhead = 1, Retry = 5, RetryDelayMs = 0 }, new ScriptedService(_ => new TaskCompletionSource<int>().Task));
        _ = harness.Service.GetTaskAsync(1);

        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.GetTaskAsync(1));

        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Theory]
    [InlineData(Kind.TaskOfValue)]
    [InlineData(Kind.ValueTask)]
    public async Task Under_contention_with_cancellations_it_is_never_overrun_and_nothing_is_lost(Kind kind)
    {
        var (running, peak, answered, canceled) = (0, 0, 0, 0);
        Task<int>? held = null;
        using var harness = new Harness(new() { Bulkhead = 4, BulkheadQueue = 1_000 }, new ScriptedService(async _ =>
        {
            if (held is not null)
                return await held;

            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref peak, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return 1;
        }));

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(id => Task.Run(async () =>
        {
            using var source = new CancellationTokenSource();
            var call = harness.Service.CallAsync(kind, id, source.Token);
            if (id % 3 == 0)
                await source.CancelAsync();

            try
            {
                await call;
                Interlocked.Increment(ref answered);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref canceled);
            }
        })));

        Assert.Equal(1_000, answered + canceled);
        Assert.InRange(answered, 666, 1_000);
        Assert.InRange(peak, 1, 4);

        // Four places are free, and no more than four.
        var attempts = harness.Inner.Attempts;
        var release = new TaskCompletionSource<int>();
        held = release.Task;
        var last = Enumerable.Range(0, 5).Select(id => harness.Service.CallAsync(kind, id)).ToArray();
        Assert.Equal(attempts + 4, harness.Inner.Attempts);
        release.SetResult(1);
        await Task.WhenAll(last);
    }

    private static void InterlockedMax(ref int location, int value)
    {
        for (var seen = Volatile.Read(ref location); seen < value;)
        {
            var found = Interlocked.CompareExchange(ref location, value, seen);
            if (found == seen)
                return;

            seen = found;
        }
    }
}
