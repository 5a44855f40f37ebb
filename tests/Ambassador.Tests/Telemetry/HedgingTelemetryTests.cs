using Ambassador.Tests.Services;
using Microsoft.Extensions.Logging;
using Polly.Timeout;

namespace Ambassador.Tests.Telemetry;

public class HedgingTelemetryTests
{
    private static readonly PolicySettings Hedged = new() { Hedge = 2, HedgeAfterMs = 100, Idempotent = true };

    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task Every_attempt_is_counted_once_and_those_beside_the_first_as_hedges(Kind kind)
    {
        using var observed = new Observation(Hedged, async (n, token) =>
        {
            if (n == 1)
                await Task.Delay(Timeout.Infinite, token);

            return n == 2 ? throw new IOException() : n;
        });
        using var measurements = observed.Measure();

        var call = observed.Service.CallAsync(kind);
        observed.Time.Advance(TimeSpan.FromMilliseconds(100));
        await call;
        while (measurements.Of("ambassador.call.attempts").Count < 3)
            await Task.Yield();

        Assert.Equal(
            ["canceled", "failure", "success"],
            measurements.Of("ambassador.call.attempts").Select(attempt => attempt.Tag("ambassador.outcome")).Order());
        Assert.Equal(2, measurements.Of("ambassador.hedges").Sum(hedge => hedge.Value));
        Assert.Equal("success", Assert.Single(measurements.Of("ambassador.call.duration")).Tag("ambassador.outcome"));
        Assert.Empty(measurements.Of("ambassador.retries"));
    }

    [Fact]
    public async Task The_total_timeout_is_told_once()
    {
        using var observed = new Observation(Hedged with { TotalTimeoutMs = 500, Breaker = 1, BreakerMinimumThroughput = 3 }, _ => new TaskCompletionSource<int>().Task);
        using var measurements = observed.Measure();

        var call = observed.Service.GetTaskAsync(1);
        for (var i = 0; i < 5; i++)
            observed.Time.Advance(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        while (measurements.Of("ambassador.circuit.transitions").Count == 0)
            await Task.Yield();

        Assert.Equal(3, measurements.Of("ambassador.call.attempts").Count);
        Assert.Equal("call", Assert.Single(measurements.Of("ambassador.timeouts")).Tag("ambassador.timeout.kind"));
        Assert.All(measurements.Of("ambassador.call.attempts"), attempt => Assert.Equal("timeout", attempt.Tag("ambassador.outcome")));
    }

    [Fact]
    public async Task A_refused_hedge_is_none()
    {
        using var observed = new Observation(
            Hedged with { Hedge = 1, Breaker = 1, BreakerMinimumThroughput = 1 }, _ => throw new IOException());
        using var measurements = observed.Measure();

        await Assert.ThrowsAsync<IOException>(() => observed.Service.GetTaskAsync(1));

        Assert.Single(measurements.Of("ambassador.call.attempts"));
        Assert.Empty(measurements.Of("ambassador.hedges"));
    }

    [Fact]
    public async Task It_is_logged_and_is_an_event_of_the_activity()
    {
        using var observed = new Observation(Hedged with { HedgeAfterMs = 0, Hedge = 1 }, n => n == 1 ? throw new IOException() : Task.FromResult(n)).Trace();

        await observed.Service.GetTaskAsync(1);

        var entry = Assert.Single(observed.Logs.GetSnapshot());
        Assert.Equal((LogLevel.Information, 30, "Hedging"), (entry.Level, entry.Id.Id, entry.Id.Name));
        var hedge = Assert.Single(Assert.Single(observed.Activities).Events);
        Assert.Equal(("hedge", 2), (hedge.Name, Assert.Single(hedge.Tags).Value));
    }
}
