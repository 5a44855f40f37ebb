using Ambassador.Tests.Services;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.Resilience;

public class CancellationTests
{
    private static readonly PolicySettings Everything = new()
    {
        Retry = 3, TimeoutMs = 1_000, TotalTimeoutMs = 10_000, Breaker = 0.1, BreakerMinimumThroughput = 1, CacheSeconds = 60,
    };

    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_token_that_is_cancelled_beforehand_calls_nothing(Kind kind)
    {
        foreach (var settings in new[] { new PolicySettings(), new() { Retry = 3 }, Everything })
        {
            using var harness = new Harness(settings, new ScriptedService(n => Task.FromResult(n)));
            var token = new CancellationToken(canceled: true);

            var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.Service.CallAsync(kind, cancellationToken: token));

            Assert.Equal(token, error.CancellationToken);
            Assert.Equal(0, harness.Inner.Attempts);
        }
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Cancellation_during_a_wait_returns_at_once(Kind kind)
    {
        using var source = new CancellationTokenSource();
        using var harness = new Harness(new() { Retry = 3, RetryDelayMs = 10_000 }, new ScriptedService(_ => throw new IOException()));

        var call = harness.Service.CallAsync(kind, cancellationToken: source.Token);
        Assert.False(call.IsCompleted);
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Equal(1, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task The_callers_cancellation_is_not_retried_not_counted_and_carries_the_callers_token(Kind kind)
    {
        foreach (var settings in new[] { Everything, Everything with { CacheSeconds = 0 }, new() { Retry = 3, Breaker = 0.1, BreakerMinimumThroughput = 1 } })
        {
            var started = new SemaphoreSlim(0);
            using var harness = new Harness(settings, new ScriptedService(async (_, token) =>
            {
                started.Release();
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            }));

            for (var call = 1; call <= 20; call++)
            {
                using var source = new CancellationTokenSource();
                var running = harness.Service.CallAsync(kind, id: call, source.Token);
                await started.WaitAsync(TestContext.Current.CancellationToken);
                await source.CancelAsync();

                var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
                Assert.Equal(source.Token, error.CancellationToken);
                Assert.Equal(call, harness.Inner.Attempts);
            }
        }
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_cancelled_probe_gives_its_permit_back(Kind kind)
    {
        var hang = new TaskCompletionSource<int>();
        using var source = new CancellationTokenSource();
        using var harness = new Harness(
            new() { Breaker = 0.5, BreakerMinimumThroughput = 1, BreakerBreakSeconds = 5 },
            new ScriptedService((n, token) => n switch
            {
                1 => throw new IOException(),
                2 => hang.Task.WaitAsync(token),
                _ => Task.FromResult(n),
            }));

        await Assert.ThrowsAsync<IOException>(() => harness.Service.CallAsync(kind));
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        var probe = harness.Service.CallAsync(kind, cancellationToken: source.Token);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => harness.Service.CallAsync(kind));

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);

        await harness.Service.CallAsync(kind);
        await harness.Service.CallAsync(kind);
        Assert.Equal(4, harness.Inner.Attempts);
    }
}
