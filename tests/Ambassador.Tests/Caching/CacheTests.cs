using Ambassador.Tests.Services;

namespace Ambassador.Tests.Caching;

public class CacheTests
{
    private static readonly PolicySettings Settings = new() { CacheSeconds = 60 };

    public static TheoryData<Kind> Kinds => Services.Kinds.WithResult;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_result_is_served_from_memory_until_its_time_is_over(Kind kind)
    {
        using var harness = new Harness(Settings, new ScriptedService(n => Task.FromResult(n)));

        Assert.Equal(1, await harness.Service.CallAsync(kind, id: 7));
        harness.Time.Advance(TimeSpan.FromMilliseconds(59_999));
        Assert.Equal(1, await harness.Service.CallAsync(kind, id: 7));
        harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, await harness.Service.CallAsync(kind, id: 7));
        Assert.Equal(2, await harness.Service.CallAsync(kind, id: 7));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Other_arguments_are_another_result(Kind kind)
    {
        using var harness = new Harness(Settings, new ScriptedService(n => Task.FromResult(n)));

        Assert.Equal(1, await harness.Service.CallAsync(kind, id: 7));
        Assert.Equal(2, await harness.Service.CallAsync(kind, id: 8));
        Assert.Equal(1, await harness.Service.CallAsync(kind, id: 7));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Failures_are_not_kept(Kind kind)
    {
        using var harness = new Harness(Settings, new ScriptedService(n => n == 1 ? throw new IOException() : Task.FromResult(n)));

        await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));
        Assert.Equal(2, await harness.Service.CallAsync(kind));
    }

    [Fact]
    public async Task Methods_without_a_result_are_never_answered_from_memory()
    {
        using var harness = new Harness(Settings, new ScriptedService(n => Task.FromResult(n)));
        foreach (var kind in new[] { Kind.Void, Kind.Task, Kind.ValueTask, Kind.Void, Kind.Task, Kind.ValueTask })
            await harness.Service.CallAsync(kind);

        Assert.Equal(6, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_kept_result_is_served_while_the_circuit_is_open(Kind kind)
    {
        using var harness = new Harness(
            Settings with { Breaker = 0.5, BreakerMinimumThroughput = 2, BreakerBreakSeconds = 600 },
            new ScriptedService(n => n > 1 ? throw new IOException() : Task.FromResult(n)));

        await harness.Service.CallAsync(kind, id: 1);
        await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind, id: 2));
        await Assert.ThrowsAsync<Polly.CircuitBreaker.BrokenCircuitException>(() => harness.Service.CallAsync(kind, id: 2));

        Assert.Equal(1, await harness.Service.CallAsync(kind, id: 1));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_number_of_results_is_bounded(Kind kind)
    {
        using var harness = new Harness(Settings with { CacheMaxEntries = 10 }, new ScriptedService(n => Task.FromResult(n)));
        for (var id = 0; id < 100; id++)
            await harness.Service.CallAsync(kind, id);

        var before = harness.Inner.Attempts;
        for (var id = 0; id < 100; id++)
            await harness.Service.CallAsync(kind, id);

        // No more than ten of a hundred can have been answered from memory.
        Assert.InRange(harness.Inner.Attempts - before, 90, 100);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Concurrent_misses_for_one_key_make_one_inner_call(Kind kind)
    {
        for (var round = 0; round < 10; round++)
        {
            var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            using var harness = new Harness(Settings, new ScriptedService(_ => answer.Task));
            using var start = new Barrier(32);
            var calls = Enumerable.Range(0, 32).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return harness.Service.CallAsync(kind);
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()).ToArray();

            SpinWait.SpinUntil(() => harness.Inner.Attempts > 0);
            answer.SetResult(9);

            Assert.All(await Task.WhenAll(calls), result => Assert.Equal(9, result));
            Assert.Equal(1, harness.Inner.Attempts);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Everybody_on_a_flight_sees_its_failure_and_the_next_caller_tries_again(Kind kind)
    {
        var answer = new TaskCompletionSource<int>();
        using var harness = new Harness(Settings, new ScriptedService(n => n == 1 ? answer.Task : Task.FromResult(n)));

        var first = harness.Service.CallAsync(kind);
        SpinWait.SpinUntil(() => harness.Inner.Attempts > 0);
        var second = harness.Service.CallAsync(kind);
        answer.SetException(new IOException("once"));

        Assert.Equal("once", (await Assert.ThrowsAsync<IOException>(() => first)).Message);
        try
        {
            await second;
        }
        catch (IOException error)
        {
            // A blocking caller may have come too late for the flight; then it has made a call of its own.
            Assert.Equal("once", error.Message);
        }

        Assert.Equal(2, await harness.Service.CallAsync(kind));
    }

    [Theory]
    [InlineData(Kind.TaskOfValue)]
    [InlineData(Kind.ValueTaskOfValue)]
    public async Task A_caller_who_cancels_does_not_cancel_the_others(Kind kind)
    {
        var answer = new TaskCompletionSource<int>();
        CancellationToken seen = default;
        using var harness = new Harness(Settings, new ScriptedService((_, token) =>
        {
            seen = token;
            return answer.Task.WaitAsync(token);
        }));
        using var leaves = new CancellationTokenSource();

        var first = harness.Service.CallAsync(kind, cancellationToken: leaves.Token);
        var second = harness.Service.CallAsync(kind);
        await leaves.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(leaves.Token, error.CancellationToken);
        Assert.False(seen.IsCancellationRequested);

        answer.SetResult(5);
        Assert.Equal(5, await second);
        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Theory]
    [InlineData(Kind.TaskOfValue)]
    [InlineData(Kind.ValueTaskOfValue)]
    public async Task When_the_last_caller_has_left_the_inner_call_is_cancelled_and_a_new_caller_starts_afresh(Kind kind)
    {
        CancellationToken seen = default;
        using var harness = new Harness(Settings, new ScriptedService((n, token) =>
        {
            if (n > 1)
                return Task.FromResult(n);

            seen = token;
            return new TaskCompletionSource<int>().Task;
        }));
        using var leaves = new CancellationTokenSource();

        var first = harness.Service.CallAsync(kind, cancellationToken: leaves.Token);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        Assert.True(seen.IsCancellationRequested);
        Assert.Equal(2, await harness.Service.CallAsync(kind));
    }
}
