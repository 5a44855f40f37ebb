using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Tests.Docs;

/// <summary>Every difference from Polly that docs/semantics.md lists, on both sides.</summary>
public partial class PollyDifferencesTests
{
    private static readonly PolicySettings Breaker = new()
    {
        Breaker = 1, BreakerMinimumThroughput = 2, BreakerSamplingSeconds = 10, BreakerBreakSeconds = 5,
    };

    private static readonly PolicySettings Hedged = new() { Hedge = 1, HedgeAfterMs = 1_000, Idempotent = true };

    [Fact]
    public async Task A_cancellation_that_the_caller_did_not_ask_for_is_a_failure()
    {
        var (polly, attempts) = (new PollySide(new()).Retry(1).Build(), 0);
        await Assert.ThrowsAsync<TaskCanceledException>(() => polly.ExecuteAsync(_ => ++attempts > 0 ? throw new TaskCanceledException() : default).AsTask());
        Assert.Equal(1, attempts);

        using var ours = new Harness(new() { Retry = 1, RetryDelayMs = 0 }, new ScriptedService(_ => throw new TaskCanceledException()));
        await Assert.ThrowsAsync<TaskCanceledException>(() => ours.Service.GetTaskAsync(1));
        Assert.Equal(2, ours.Inner.Attempts);
    }

    [Fact]
    public async Task Errors_of_the_program_are_not_failures()
    {
        var (polly, attempts) = (new PollySide(new()).Retry(1).Build(), 0);
        await Assert.ThrowsAsync<ArgumentException>(() => polly.ExecuteAsync(_ => ++attempts > 0 ? throw new ArgumentException("wrong") : default).AsTask());
        Assert.Equal(2, attempts);

        using var ours = new Harness(new() { Retry = 1, RetryDelayMs = 0 }, new ScriptedService(_ => throw new ArgumentException("wrong")));
        await Assert.ThrowsAsync<ArgumentException>(() => ours.Service.GetTaskAsync(1));
        Assert.Equal(1, ours.Inner.Attempts);
    }

    [Fact]
    public async Task A_circuit_that_opens_ends_the_retries_at_once()
    {
        var time = new FakeTimeProvider();
        var waits = 0;
        var polly = new PollySide(time).Retry(5, TimeSpan.FromMilliseconds(1), _ => waits++).Breaker().Build();
        var theirs = polly.ExecuteAsync(_ => throw new IOException()).AsTask();
        while (!theirs.IsCompleted)
            time.Advance(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<BrokenCircuitException>(() => theirs);
        Assert.Equal(5, waits);

        using var ours = new Harness(Breaker with { Retry = 5, RetryDelayMs = 0 }, new ScriptedService(_ => throw new IOException()));
        var before = ours.Time.GetUtcNow();
        await Assert.ThrowsAsync<BrokenCircuitException>(() => ours.Service.GetTaskAsync(1));
        Assert.Equal((2, before), (ours.Inner.Attempts, ours.Time.GetUtcNow()));
    }

    [Fact]
    public async Task Only_its_probe_closes_a_half_open_circuit()
    {
        var (early, probe) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        var time = new FakeTimeProvider();
        var state = new CircuitBreakerStateProvider();
        var polly = new PollySide(time).Breaker(state).Build();
        var began = polly.ExecuteAsync(_ => new ValueTask<int>(early.Task)).AsTask();
        await FailTwice(() => polly.ExecuteAsync(_ => throw new IOException()).AsTask());
        time.Advance(TimeSpan.FromSeconds(5));
        var probing = polly.ExecuteAsync(_ => new ValueTask<int>(probe.Task)).AsTask();
        early.SetResult(1);
        await began;
        Assert.Equal(CircuitState.Closed, state.CircuitState);

        (early, var open) = (new(), new TaskCompletionSource<int>());
        using var ours = new Harness(Breaker, new ScriptedService(n => n switch
        {
            1 => early.Task,
            2 or 3 => throw new IOException(),
            _ => open.Task,
        }));
        var first = ours.Service.GetTaskAsync(1);
        await FailTwice(() => ours.Service.GetTaskAsync(1));
        ours.Time.Advance(TimeSpan.FromSeconds(5));
        var half = ours.Service.GetTaskAsync(1);
        early.SetResult(1);
        await first;
        await Assert.ThrowsAsync<BrokenCircuitException>(() => ours.Service.GetTaskAsync(1));

        probe.SetResult(1);
        open.SetResult(1);
        await Task.WhenAll(probing, half);
    }

    [Fact]
    public async Task A_cancelled_probe_does_not_close_the_circuit()
    {
        using var source = new CancellationTokenSource();
        var time = new FakeTimeProvider();
        var state = new CircuitBreakerStateProvider();
        var polly = new PollySide(time).Breaker(state).Build();
        await FailTwice(() => polly.ExecuteAsync(_ => throw new IOException()).AsTask());
        time.Advance(TimeSpan.FromSeconds(5));
        var theirs = polly.ExecuteAsync(async token => await Task.Delay(Timeout.Infinite, token), source.Token).AsTask();

        using var ours = new Harness(Breaker, new ScriptedService(async (n, token) =>
        {
            if (n == 3)
                await Task.Delay(Timeout.Infinite, token);

            throw new IOException();
        }));
        await FailTwice(() => ours.Service.GetTaskAsync(1));
        ours.Time.Advance(TimeSpan.FromSeconds(5));
        var probe = ours.Service.GetTaskAsync(1, source.Token);

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => theirs);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);

        Assert.Equal(CircuitState.Closed, state.CircuitState);

        // The next call is the probe, and opens the circuit again by failing once.
        await Assert.ThrowsAsync<IOException>(() => ours.Service.GetTaskAsync(1));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => ours.Service.GetTaskAsync(1));
    }

    [Fact]
    public async Task A_caller_is_released_at_the_timeout_though_the_inner_call_is_deaf_to_its_token()
    {
        var deaf = new TaskCompletionSource<int>();
        var time = new FakeTimeProvider();
        var theirs = new PollySide(time).Timeout(TimeSpan.FromSeconds(1)).Build().ExecuteAsync(_ => new ValueTask<int>(deaf.Task)).AsTask();
        using var ours = new Harness(new() { TimeoutMs = 1_000 }, new ScriptedService(_ => deaf.Task));
        var call = ours.Service.GetTaskAsync(1);

        time.Advance(TimeSpan.FromSeconds(60));
        ours.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(theirs.IsCompleted);
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        deaf.SetResult(1);
        await theirs;
    }

    [Fact]
    public async Task An_attempt_that_the_total_timeout_ends_counts_against_the_circuit()
    {
        var time = new FakeTimeProvider();
        var state = new CircuitBreakerStateProvider();
        var polly = new PollySide(time).Timeout(TimeSpan.FromSeconds(1)).Breaker(state).Build();
        using var ours = new Harness(Breaker with { TotalTimeoutMs = 1_000 }, new ScriptedService(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        }));

        for (var i = 0; i < 2; i++)
        {
            var theirs = polly.ExecuteAsync(async token => await Task.Delay(Timeout.Infinite, token)).AsTask();
            var call = ours.Service.GetTaskAsync(1);
            time.Advance(TimeSpan.FromSeconds(1));
            ours.Time.Advance(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAsync<TimeoutRejectedException>(() => theirs);
            await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        }

        Assert.Equal(CircuitState.Closed, state.CircuitState);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => ours.Service.GetTaskAsync(1));
    }

    [Fact]
    public async Task Waits_are_capped()
    {
        var time = new FakeTimeProvider();
        List<TimeSpan> waits = [];
        var theirs = new PollySide(time).Retry(4, TimeSpan.FromSeconds(30), waits.Add).Build().ExecuteAsync(_ => throw new IOException()).AsTask();
        while (!theirs.IsCompleted)
            time.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<IOException>(() => theirs);
        Assert.True(waits.Max() > TimeSpan.FromSeconds(30));

        using var ours = new Harness(new() { Retry = 4, RetryDelayMs = 30_000 }, new ScriptedService(_ => throw new IOException()));
        var call = ours.Service.GetTaskAsync(1);
        for (var retry = 0; retry < 4; retry++)
            ours.Time.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<IOException>(() => call);
    }

    [Fact]
    public async Task A_hedged_caller_does_not_wait_for_attempts_that_lost_or_are_deaf()
    {
        var (deaf, attempts) = (new TaskCompletionSource<int>(), 0);
        var time = new FakeTimeProvider();
        var theirs = PollySide.Hedging<int>(time, max: 1).ExecuteAsync(_ => ++attempts == 1 ? new ValueTask<int>(deaf.Task) : new(2)).AsTask();
        using var ours = new Harness(Hedged, new ScriptedService(n => n == 1 ? deaf.Task : Task.FromResult(n)));
        var call = ours.Service.GetTaskAsync(1);

        time.Advance(TimeSpan.FromSeconds(1));
        ours.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, await call);
        Assert.Equal((2, false), (attempts, theirs.IsCompleted));
        deaf.SetResult(1);
        Assert.Equal(2, await theirs);
    }

    [Fact]
    public async Task A_result_that_is_also_the_winners_is_not_disposed()
    {
        var (first, shared, attempts) = (new TaskCompletionSource<Stream>(), new MemoryStream(), 0);
        var time = new FakeTimeProvider();
        var theirs = PollySide.Hedging<Stream>(time, max: 1)
            .ExecuteAsync(_ => new ValueTask<Stream>(++attempts == 1 ? first.Task : Task.FromResult<Stream>(shared))).AsTask();
        time.Advance(TimeSpan.FromSeconds(1));
        first.SetResult(shared);
        Assert.False((await theirs).CanRead);

        (first, shared) = (new(), new());
        var runtime = new AmbassadorRuntime(time);
        ILibrary ours = new LibraryAmbassador(new Library(n => n == 1 ? first.Task : Task.FromResult<Stream>(shared)), runtime);
        var call = ours.OpenAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        first.SetResult(shared);
        Assert.True((await call).CanRead);
    }

    [Fact]
    public void Blocking_calls_are_not_hedged()
    {
        var attempts = 0;
        Assert.Throws<IOException>(() => PollySide.Hedging<int>(new(), max: 1).Execute(_ => Interlocked.Increment(ref attempts) > 0 ? throw new IOException() : 0));
        Assert.Equal(2, attempts);

        using var ours = new Harness(Hedged, new ScriptedService(_ => throw new IOException()));
        Assert.Throws<IOException>(() => ours.Service.Get(1));
        Assert.Equal(1, ours.Inner.Attempts);
    }

    [Fact]
    public void A_fallback_does_not_hide_errors_of_the_program()
    {
        Assert.Equal(42, PollySide.Fallback(42).Execute(int () => throw new ArgumentException("wrong")));

        ILibrary ours = new LibraryAmbassador(new Library(_ => throw new ArgumentException("wrong")), new AmbassadorRuntime());
        Assert.Throws<ArgumentException>(() => ours.Count());
    }

    private static async Task FailTwice(Func<Task> call)
    {
        await Assert.ThrowsAsync<IOException>(call);
        await Assert.ThrowsAsync<IOException>(call);
    }
}

[Ambassador]
internal interface ILibrary
{
    [Idempotent, Hedge(1_000)]
    Task<Stream> OpenAsync();

    [Fallback(nameof(None))]
    int Count();

    static int None() => 42;
}

internal sealed class Library(Func<int, Task<Stream>> script) : ILibrary
{
    private int _calls;

    public Task<Stream> OpenAsync() => script(++_calls);

    public int Count() => script(++_calls).GetHashCode();
}
