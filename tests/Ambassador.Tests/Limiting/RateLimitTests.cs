using Ambassador.Tests.Services;
using Ambassador.Tests.Telemetry;
using Polly.RateLimiting;

namespace Ambassador.Tests.Limiting;

public class RateLimitTests
{
    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_burst_passes_then_calls_pass_at_the_rate_and_a_refusal_says_when_to_come_back(Kind kind)
    {
        using var harness = new Harness(new() { RateLimit = 4, RateLimitBurst = 3 }, new ScriptedService(n => Task.FromResult(n)));
        for (var i = 0; i < 3; i++)
            await harness.Service.CallAsync(kind);

        var refused = await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.CallAsync(kind));
        harness.Time.Advance(TimeSpan.FromMilliseconds(249));
        var again = await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.CallAsync(kind));
        harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        await harness.Service.CallAsync(kind);
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.CallAsync(kind));

        Assert.Equal(TimeSpan.FromMilliseconds(250), refused.RetryAfter);
        Assert.Equal(TimeSpan.FromMilliseconds(1), again.RetryAfter);
        Assert.Equal($"Ambassador.Tests.Services.IService.{Methods.Of(kind)} was refused by its rate limit of 4 calls a second.", refused.Message);
        Assert.Equal(4, harness.Inner.Attempts);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(2.5, 3)]
    [InlineData(0.1, 1)]
    public async Task Without_a_burst_a_seconds_worth_passes_at_once_but_one_at_least(double perSecond, int burst)
    {
        using var harness = new Harness(new() { RateLimit = perSecond }, new ScriptedService(n => Task.FromResult(n)));
        for (var i = 0; i < burst; i++)
            await harness.Service.GetTaskAsync(1);

        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.GetTaskAsync(1));

        // However long nobody calls, no more than a burst is saved up.
        harness.Time.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < burst; i++)
            await harness.Service.GetTaskAsync(1);

        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.GetTaskAsync(1));
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Calls_wait_in_line_and_begin_each_when_its_token_is_there(Kind kind)
    {
        using var harness = new Harness(new() { RateLimit = 10, RateLimitBurst = 1, RateLimitQueue = 2 }, new ScriptedService(n => Task.FromResult(n)));
        await harness.Service.CallAsync(kind);
        var waiting = new[] { harness.Service.CallAsync(kind), harness.Service.CallAsync(kind) };
        var refused = await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.CallAsync(kind));

        // The two in line come first.
        Assert.Equal(TimeSpan.FromMilliseconds(300), refused.RetryAfter);
        harness.Time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal(1, harness.Inner.Attempts);
        harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        await waiting[0];
        Assert.False(waiting[1].IsCompleted);
        Assert.Equal(2, harness.Inner.Attempts);
        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        await waiting[1];
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_caller_who_cancels_gives_up_the_place_in_line_and_takes_no_token(Kind kind)
    {
        using var source = new CancellationTokenSource();
        using var harness = new Harness(new() { RateLimit = 10, RateLimitBurst = 1, RateLimitQueue = 1 }, new ScriptedService(n => Task.FromResult(n)));
        await harness.Service.CallAsync(kind);
        var second = harness.Service.CallAsync(kind, cancellationToken: source.Token);
        await source.CancelAsync();
        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var third = harness.Service.CallAsync(kind);

        harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        await third;

        Assert.Equal(source.Token, canceled.CancellationToken);
        Assert.Equal(2, harness.Inner.Attempts);
    }

    [Theory]
    [InlineData(Kind.Value)]
    [InlineData(Kind.Void)]
    public async Task A_blocking_call_does_not_wait_in_line(Kind kind)
    {
        using var harness = new Harness(new() { RateLimit = 10, RateLimitBurst = 1, RateLimitQueue = 10 }, new ScriptedService(n => Task.FromResult(n)));
        await harness.Service.CallAsync(kind);

        var refused = await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.CallAsync(kind));

        Assert.Equal(TimeSpan.FromMilliseconds(100), refused.RetryAfter);
    }

    [Fact]
    public async Task Nobody_overtakes_the_line_though_its_token_is_there_before_the_timer_that_says_so()
    {
        // A token every half millisecond, and timers of whole ones.
        using var harness = new Harness(
            new() { RateLimit = 2_000, RateLimitBurst = 1, RateLimitQueue = 1 }, new ScriptedService(n => Task.FromResult(n)));
        await harness.Service.GetTaskAsync(1);
        var waiting = harness.Service.GetTaskAsync(1);

        harness.Time.Advance(TimeSpan.FromMicroseconds(900));
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.GetTaskAsync(1));
        harness.Time.Advance(TimeSpan.FromMicroseconds(100));

        Assert.Equal(2, await waiting);
    }

    [Fact]
    public async Task Retries_take_no_tokens()
    {
        using var harness = new Harness(
            new() { RateLimit = 1, Retry = 3, RetryDelayMs = 0 }, new ScriptedService(n => n < 4 ? throw new IOException() : Task.FromResult(n)));

        Assert.Equal(4, await harness.Service.GetTaskAsync(1));
    }

    [Fact]
    public async Task A_thousand_callers_at_once_get_as_many_tokens_as_there_are()
    {
        using var harness = new Harness(new() { RateLimit = 1, RateLimitBurst = 100 }, new ScriptedService(n => Task.FromResult(n)));
        var refused = 0;

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(id => Task.Run(async () =>
        {
            try
            {
                await harness.Service.GetValueTaskAsync(id);
            }
            catch (RateLimiterRejectedException)
            {
                Interlocked.Increment(ref refused);
            }
        })));

        Assert.Equal(900, refused);
        Assert.Equal(100, harness.Inner.Attempts);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1_000_000_000)]
    public async Task The_ends_of_the_range_work(double perSecond)
    {
        using var harness = new Harness(
            new() { RateLimit = perSecond, RateLimitBurst = 1, RateLimitQueue = 1 }, new ScriptedService(n => Task.FromResult(n)));
        await harness.Service.GetTaskAsync(1);
        var waiting = harness.Service.GetTaskAsync(1);

        var refused = await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.GetTaskAsync(1));

        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        if (perSecond > 1)
            await waiting;
        else
            Assert.False(waiting.IsCompleted);
    }
}
