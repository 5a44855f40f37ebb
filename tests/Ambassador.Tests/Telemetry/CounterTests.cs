using Ambassador.Tests.Services;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Tests.Telemetry;

public class CounterTests
{
    private const string Attempts = "ambassador.call.attempts";
    private const string Retries = "ambassador.retries";
    private const string Cache = "ambassador.cache.requests";
    private const string Timeouts = "ambassador.timeouts";

    public static TheoryData<Kind> AllKinds => Kinds.All;

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    public static TheoryData<Kind> KindsWithResult => Kinds.WithResult;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Attempts_with_their_outcomes_and_retries(Kind kind)
    {
        using var observed = new Observation(
            new() { Retry = 5, RetryDelayMs = 0 },
            n => n switch
            {
                1 => throw new IOException(),
                2 => Task.FromException<int>(new HttpRequestException()),
                _ => Task.FromResult(n),
            });
        using var measurements = observed.Measure();

        await observed.Service.CallAsync(kind);

        Assert.Equal(
            [("failure", typeof(IOException).FullName), ("failure", typeof(HttpRequestException).FullName), ("success", null)],
            measurements.Of(Attempts).Select(attempt => (attempt.Tag("ambassador.outcome")!, attempt.Tag("error.type"))));
        Assert.All(measurements.Of(Attempts), attempt => Assert.Equal(Methods.Of(kind), attempt.Tag("ambassador.method")));
        Assert.Equal(2, measurements.Of(Retries).Sum(retry => retry.Value));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_call_without_policies_is_one_attempt(Kind kind)
    {
        using var observed = new Observation(new(), n => Task.FromResult(n));
        using var measurements = observed.Measure();

        await observed.Service.CallAsync(kind);

        Assert.Equal("success", Assert.Single(measurements.Of(Attempts)).Tag("ambassador.outcome"));
        Assert.Empty(measurements.Of(Retries));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_rejected_attempt_is_none(Kind kind)
    {
        using var observed = new Observation(new() { Breaker = 1, BreakerMinimumThroughput = 1 }, _ => throw new IOException());
        using var measurements = observed.Measure();

        await Assert.ThrowsAsync<IOException>(() => observed.Service.CallAsync(kind));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => observed.Service.CallAsync(kind));

        Assert.Single(measurements.Of(Attempts));
    }

    [Theory, MemberData(nameof(KindsWithResult))]
    public async Task Cache_hits_and_misses(Kind kind)
    {
        using var observed = new Observation(new() { CacheSeconds = 60 }, n => Task.FromResult(n));
        using var measurements = observed.Measure();

        await observed.Service.CallAsync(kind, id: 1);
        await observed.Service.CallAsync(kind, id: 1);
        await observed.Service.CallAsync(kind, id: 2);

        Assert.Equal(["miss", "hit", "miss"], measurements.Of(Cache).Select(request => request.Tag("ambassador.cache.result")));
        Assert.Equal(2, measurements.Of(Attempts).Count);
        Assert.Equal(3, measurements.Of("ambassador.call.duration").Count);
    }

    [Fact]
    public async Task Whoever_joins_a_call_under_way_has_missed_too()
    {
        var answer = new TaskCompletionSource<int>();
        using var observed = new Observation(new() { CacheSeconds = 60 }, _ => answer.Task);
        using var measurements = observed.Measure();

        var calls = new[] { observed.Service.GetTaskAsync(1), observed.Service.GetTaskAsync(1) };
        answer.SetResult(7);
        await Task.WhenAll(calls);

        Assert.Equal(["miss", "miss"], measurements.Of(Cache).Select(request => request.Tag("ambassador.cache.result")));
        Assert.Single(measurements.Of(Attempts));
    }

    [Theory]
    [InlineData(Kind.Void)]
    [InlineData(Kind.Task)]
    [InlineData(Kind.ValueTask)]
    public async Task A_method_without_a_result_asks_no_cache(Kind kind)
    {
        using var observed = new Observation(new() { CacheSeconds = 60 }, n => Task.FromResult(n));
        using var measurements = observed.Measure();

        await observed.Service.CallAsync(kind);

        Assert.Empty(measurements.Of(Cache));
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Timeouts_of_attempts_and_of_calls(Kind kind)
    {
        using var observed = new Observation(
            new() { TimeoutMs = 100, TotalTimeoutMs = 150, Retry = 1, RetryDelayMs = 0 }, _ => new TaskCompletionSource<int>().Task);
        using var measurements = observed.Measure();

        var call = observed.Service.CallAsync(kind);
        observed.Time.Advance(TimeSpan.FromMilliseconds(100));
        observed.Time.Advance(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);

        Assert.Equal(["attempt", "call"], measurements.Of(Timeouts).Select(timeout => timeout.Tag("ambassador.timeout.kind")));
        Assert.Equal(["timeout", "timeout"], measurements.Of(Attempts).Select(attempt => attempt.Tag("ambassador.outcome")));
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_call_that_times_out_between_two_attempts_is_not_retried(Kind kind)
    {
        using var observed = new Observation(new() { TotalTimeoutMs = 100, Retry = 1, RetryDelayMs = 30_000 }, _ => throw new IOException());
        using var measurements = observed.Measure();

        var call = observed.Service.CallAsync(kind);
        observed.Time.Advance(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);

        Assert.Equal("call", Assert.Single(measurements.Of(Timeouts)).Tag("ambassador.timeout.kind"));
        Assert.Empty(measurements.Of(Retries));
    }
}
