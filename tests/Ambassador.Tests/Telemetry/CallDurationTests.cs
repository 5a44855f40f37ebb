using System.Diagnostics;
using Ambassador.Tests.Services;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Tests.Telemetry;

public class CallDurationTests
{
    private const string Duration = "ambassador.call.duration";

    public static TheoryData<Kind> AllKinds => Kinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_success(Kind kind)
    {
        var started = Stopwatch.GetTimestamp();
        using var observed = new Observation(new() { Retry = 1 }, n => Task.FromResult(n));
        using var measurements = observed.Measure();

        await observed.Service.CallAsync(kind);

        var call = Assert.Single(measurements.Of(Duration));
        Assert.InRange(call.Value, 0, Stopwatch.GetElapsedTime(started).TotalSeconds);
        Assert.Equal(Tags(observed, kind, "success"), call.Tags);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_failure(Kind kind)
    {
        using var observed = new Observation(new() { Retry = 1, RetryDelayMs = 0 }, _ => throw new IOException());
        using var measurements = observed.Measure();

        await Assert.ThrowsAsync<IOException>(() => observed.Service.CallAsync(kind));

        Assert.Equal(Tags(observed, kind, "failure", typeof(IOException)), Assert.Single(measurements.Of(Duration)).Tags);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_timeout(Kind kind)
    {
        var started = new SemaphoreSlim(0);
        using var observed = new Observation(new() { TimeoutMs = 100 }, (_, token) => HangAsync(started, token));
        using var measurements = observed.Measure();

        var call = observed.Service.CallAsync(kind);
        await started.WaitAsync(TestContext.Current.CancellationToken);
        observed.Time.Advance(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);

        Assert.Equal(Tags(observed, kind, "timeout", typeof(TimeoutRejectedException)), Assert.Single(measurements.Of(Duration)).Tags);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_rejection(Kind kind)
    {
        using var observed = new Observation(new() { Breaker = 1, BreakerMinimumThroughput = 1 }, _ => throw new IOException());
        await Assert.ThrowsAsync<IOException>(() => observed.Service.CallAsync(kind));
        using var measurements = observed.Measure();

        await Assert.ThrowsAsync<BrokenCircuitException>(() => observed.Service.CallAsync(kind));

        Assert.Equal(Tags(observed, kind, "rejected", typeof(BrokenCircuitException)), Assert.Single(measurements.Of(Duration)).Tags);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_cancellation_by_the_caller(Kind kind)
    {
        var started = new SemaphoreSlim(0);
        using var source = new CancellationTokenSource();
        using var observed = new Observation(new() { Retry = 1 }, (_, token) => HangAsync(started, token));
        using var measurements = observed.Measure();

        var running = observed.Service.CallAsync(kind, cancellationToken: source.Token);
        await started.WaitAsync(TestContext.Current.CancellationToken);
        await source.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(Tags(observed, kind, "canceled", error.GetType()), Assert.Single(measurements.Of(Duration)).Tags);
    }

    [Fact]
    public async Task A_cancellation_that_the_caller_did_not_ask_for_is_a_failure()
    {
        using var observed = new Observation(new() { Breaker = 1 }, _ => throw new TaskCanceledException());
        using var measurements = observed.Measure();

        await Assert.ThrowsAsync<TaskCanceledException>(() => observed.Service.GetTaskAsync(1));

        Assert.Equal("failure", Assert.Single(measurements.Of(Duration)).Tag("ambassador.outcome"));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_call_whose_token_is_cancelled_beforehand_is_not_recorded(Kind kind)
    {
        using var observed = new Observation(new() { Retry = 1 }, n => Task.FromResult(n)).Trace();
        using var measurements = observed.Measure();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => observed.Service.CallAsync(kind, cancellationToken: new CancellationToken(canceled: true)));

        Assert.Empty(measurements.Of(Duration));
        Assert.Empty(observed.Activities);
    }

    private static async Task<int> HangAsync(SemaphoreSlim started, CancellationToken token)
    {
        started.Release();
        await Task.Delay(Timeout.Infinite, token);
        return 0;
    }

    private static Dictionary<string, object?> Tags(Observation observed, Kind kind, string outcome, Type? error = null)
    {
        var tags = new Dictionary<string, object?>
        {
            ["ambassador.interface"] = "Ambassador.Tests.Telemetry.IObserved",
            ["ambassador.method"] = Methods.Of(kind),
            ["ambassador.service_key"] = observed.Key,
            ["ambassador.outcome"] = outcome,
        };
        if (error is not null)
            tags["error.type"] = error.FullName;

        return tags;
    }
}
