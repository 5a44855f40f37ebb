using Ambassador.Tests.Services;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Polly.Timeout;

namespace Ambassador.Tests.Telemetry;

public class LogTests
{
    private const string Method = "Ambassador.Tests.Telemetry.IObserved.GetTaskAsync";

    [Fact]
    public async Task A_retry()
    {
        var thrown = new IOException();
        using var observed = new Observation(new() { Retry = 1, RetryDelayMs = 0 }, n => n == 1 ? throw thrown : Task.FromResult(n));

        await observed.Service.GetTaskAsync(1);

        var entry = Assert.Single(observed.Logs.GetSnapshot());
        Assert.Equal((LogLevel.Warning, new EventId(1, "Retrying"), "Ambassador"), (entry.Level, entry.Id, entry.Category));
        Assert.Equal("Retrying", entry.Id.Name);
        Assert.Equal($"{Method}: attempt 1 failed and is made again in 0 ms.", entry.Message);
        Assert.Same(thrown, entry.Exception);
        Assert.Equal((Method, "1", "0"), (entry.GetStructuredStateValue("Method"), entry.GetStructuredStateValue("Attempt"), entry.GetStructuredStateValue("DelayMs")));
    }

    [Fact]
    public async Task A_timeout()
    {
        using var observed = new Observation(new() { TimeoutMs = 100 }, _ => new TaskCompletionSource<int>().Task);

        var call = observed.Service.GetTaskAsync(1);
        observed.Time.Advance(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);

        Assert.Equal([$"2 TimedOut Warning {Method}: no answer within 100 ms (attempt)."], Entries(observed));
    }

    [Fact]
    public async Task The_circuit()
    {
        var thrown = new IOException();
        using var observed = new Observation(
            new() { Breaker = 1, BreakerMinimumThroughput = 1, BreakerBreakSeconds = 5 }, n => n == 1 ? throw thrown : Task.FromResult(n));

        await Assert.ThrowsAsync<IOException>(() => observed.Service.GetTaskAsync(1));
        observed.Time.Advance(TimeSpan.FromSeconds(5));
        await observed.Service.GetTaskAsync(1);

        Assert.Equal(
            [
                $"3 CircuitOpened Error {Method}: the circuit has opened for 5000 ms (FailureRatio).",
                $"4 CircuitHalfOpened Information {Method}: the circuit is half-open and probes the service.",
                $"5 CircuitClosed Information {Method}: the circuit has closed.",
            ],
            Entries(observed));
        Assert.Same(thrown, observed.Logs.GetSnapshot()[0].Exception);
    }

    [Fact]
    public async Task A_call_on_which_nothing_goes_wrong_logs_nothing()
    {
        using var observed = new Observation(
            new() { Retry = 3, TimeoutMs = 100, Breaker = 0.5, CacheSeconds = 60 }, n => Task.FromResult(n));

        await observed.Service.GetTaskAsync(1);
        await observed.Service.GetTaskAsync(1);

        Assert.Empty(observed.Logs.GetSnapshot());
    }

    private static IEnumerable<string> Entries(Observation observed)
        => observed.Logs.GetSnapshot().Select(entry => $"{entry.Id.Id} {entry.Id.Name} {entry.Level} {entry.Message}");
}
