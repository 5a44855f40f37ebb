using System.Diagnostics.Metrics;
using System.Reflection;
using Ambassador.Telemetry;
using Ambassador.Tests.Pooling;
using Ambassador.Tests.Telemetry;
using Microsoft.Extensions.Logging;
using Polly.RateLimiting;

namespace Ambassador.Tests.Docs;

public class TelemetryDocsTests
{
    private const string Telemetry = "docs/telemetry.md";

    [Fact]
    public void Every_instrument_is_documented_and_no_other()
    {
        // The gauges are there with the first circuit, the first limit and the first pool.
        _ = new PoolBench();
        using var observed = new Observation(new() { Breaker = 1, Bulkhead = 1 }, n => Task.FromResult(n));
        List<(string Name, string Type, string? Unit)> published = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == "Ambassador")
                    published.Add((instrument.Name, instrument.GetType().Name.Split('`')[0], instrument.Unit));
            },
        };
        listener.Start();

        Assert.Equal(
            published.Order(),
            Repository.Table(Telemetry, "## Instruments").Select(row => (Name: row[0], Type: row[1], Unit: (string?)row[2])).Order());
    }

    [Fact]
    public void Every_tag_is_documented_and_no_other()
    {
        var tags = typeof(Instruments).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.Name.EndsWith("Tag", StringComparison.Ordinal))
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(tags.Order(), Repository.Table(Telemetry, "## Tags").Select(row => row[0]).Order());
    }

    [Fact]
    public void Every_outcome_is_documented()
    {
        var outcomes = typeof(CallOutcome).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => $"`{field.GetRawConstantValue()}`");

        var documented = Repository.Table(Telemetry, "## Tags").Single(row => row[0] == "ambassador.outcome")[1];
        Assert.Equal(outcomes.Order(), documented.Split(", ").Order());
    }

    [Fact]
    public async Task Every_event_of_an_activity_is_documented_with_its_tags_and_no_other()
    {
        using var observed = new Observation(
            new() { Retry = 1, RetryDelayMs = 0, Breaker = 1, BreakerMinimumThroughput = 2, BreakerBreakSeconds = 5, RateLimit = 1, RateLimitBurst = 2 },
            n => n <= 2 ? throw new IOException() : Task.FromResult(n)).Trace();
        await Assert.ThrowsAsync<IOException>(() => observed.Service.GetTaskAsync(1));
        observed.Time.Advance(TimeSpan.FromSeconds(5));
        await observed.Service.GetTaskAsync(1);
        await observed.Service.GetTaskAsync(1);
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => observed.Service.GetTaskAsync(1));
        using var spent = new Observation(
            new() { Retry = 1, RetryBudget = 0.1, RetryBudgetMinPerSecond = 0 }, _ => throw new IOException()).Trace();
        await Assert.ThrowsAsync<IOException>(() => spent.Service.GetTaskAsync(1));
        using var hedged = new Observation(
            new() { Hedge = 1, Idempotent = true }, n => n <= 2 ? throw new IOException() : Task.FromResult(n)).Trace();
        await hedged.WithFallback.GetTaskAsync(1);

        var events = observed.Activities.Concat(spent.Activities).Concat(hedged.Activities).SelectMany(activity => activity.Events).ToArray();
        var documented = Repository.Table(Telemetry, "## Activities");
        Assert.Equal(events.Select(e => e.Name).Order(), documented.Select(row => row[0]).Order());
        Assert.All(events, e => Assert.All(
            e.Tags, tag => Assert.Contains($"`{tag.Key}`", $"`{documented.Single(row => row[0] == e.Name)[1]}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_log_event_is_documented_and_no_other()
    {
        var events = typeof(AmbassadorRuntime).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .Select(log => string.Join(" | ", log.EventId, log.Level, log.EventName, log.Message));

        Assert.Equal(events.Order(), Repository.Table(Telemetry, "## Logs").Select(row => string.Join(" | ", row)).Order());
    }
}
