using Ambassador.Tests.Services;
using Polly.RateLimiting;

namespace Ambassador.Tests.Telemetry;

public class LimitTelemetryTests
{
    private const string Rejections = "ambassador.limit.rejections";
    private const string Allowed = "ambassador.limit.allowed";
    private const string Running = "ambassador.limit.running";
    private const string Queued = "ambassador.limit.queued";

    public static TheoryData<Kind> AllKinds => Kinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_refusal_is_counted_by_its_limit_and_is_a_rejected_call_without_an_attempt(Kind kind)
    {
        using var observed = new Observation(new() { RateLimit = 1, Bulkhead = 1 }, n => Task.FromResult(n));
        using var measurements = observed.Measure();

        await observed.Service.CallAsync(kind);
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => observed.Service.CallAsync(kind));

        var rejection = Assert.Single(measurements.Of(Rejections));
        Assert.Equal(("rate_limit", Methods.Of(kind)), (rejection.Tag("ambassador.limit"), rejection.Tag("ambassador.method")));
        Assert.Single(measurements.Of("ambassador.call.attempts"));
        Assert.Equal(["success", "rejected"], measurements.Of("ambassador.call.duration").Select(call => call.Tag("ambassador.outcome")));
    }

    [Theory]
    [InlineData("bulkhead")]
    [InlineData("adaptive_concurrency")]
    public async Task Each_limit_has_its_name(string limit)
    {
        using var observed = new Observation(
            limit == "bulkhead" ? new() { Bulkhead = 1 } : new() { AdaptiveConcurrency = true, AdaptiveConcurrencyInitial = 3 },
            _ => new TaskCompletionSource<int>().Task);
        using var measurements = observed.Measure();

        for (var i = 0; i < 4; i++)
            _ = observed.Service.GetTaskAsync(1);

        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => observed.Service.GetTaskAsync(1));
        Assert.All(measurements.Of(Rejections), rejection => Assert.Equal(limit, rejection.Tag("ambassador.limit")));
        Assert.Equal(limit == "bulkhead" ? 4 : 2, measurements.Of(Rejections).Count);
    }

    [Fact]
    public async Task The_gauges_say_how_full_a_bulkhead_and_its_line_are()
    {
        var answer = new TaskCompletionSource<int>();
        using var observed = new Observation(new() { Bulkhead = 2, BulkheadQueue = 5 }, _ => answer.Task);
        using var measurements = observed.Measure();

        var calls = Enumerable.Range(0, 5).Select(_ => observed.Service.GetTaskAsync(1)).ToArray();
        Assert.Equal((2, 2, 3), (Gauge(Allowed), Gauge(Running), Gauge(Queued)));

        answer.SetResult(1);
        await Task.WhenAll(calls);
        Assert.Equal((2, 0, 0), (Gauge(Allowed), Gauge(Running), Gauge(Queued)));

        double Gauge(string name) => LimitTelemetryTests.Gauge(measurements, name);
    }

    [Fact]
    public async Task A_rate_limit_has_a_line_and_nothing_else_to_show()
    {
        using var observed = new Observation(new() { RateLimit = 1, RateLimitQueue = 2 }, n => Task.FromResult(n));
        using var measurements = observed.Measure();
        await observed.Service.GetTaskAsync(1);
        var waiting = observed.Service.GetTaskAsync(1);

        Assert.Equal(1, Gauge(measurements, Queued));
        Assert.Empty(measurements.Of(Allowed));
        Assert.Empty(measurements.Of(Running));

        observed.Time.Advance(TimeSpan.FromSeconds(1));
        await waiting;
        Assert.Equal(0, Gauge(measurements, Queued));
    }

    [Fact]
    public void A_shared_limit_shows_once_and_belongs_to_no_method()
    {
        using var observed = new Observation(new() { Bulkhead = 7, BulkheadScope = PolicyScope.Interface }, n => Task.FromResult(n));
        using var measurements = observed.Measure();

        observed.Service.Get(1);
        measurements.Observe(Allowed);

        var gauge = Assert.Single(measurements.Of(Allowed));
        Assert.Equal(7, gauge.Value);
        Assert.Null(gauge.Tag("ambassador.method"));
    }

    [Fact]
    public async Task The_adaptive_limit_follows_successes_and_timeouts_and_no_other_failure()
    {
        Func<Task<int>> script = () => Task.FromResult(1);
        using var observed = new Observation(
            new() { AdaptiveConcurrency = true, TimeoutMs = 100 }, _ => script());
        using var measurements = observed.Measure();

        // Sixteen at a time, 10 ms each: the limit of 20 rises.
        await CallsAsync(rounds: 20, (first, ms) => first, advance: 10);
        var risen = Gauge(measurements, Allowed);
        Assert.InRange(risen, 21, 100);

        // Failures that take ten times as long say nothing.
        await CallsAsync(rounds: 20, (_, _) => throw new IOException(), advance: 90);
        Assert.Equal(risen, Gauge(measurements, Allowed));

        // Timeouts do.
        await CallsAsync(rounds: 20, (_, _) => new TaskCompletionSource<int>().Task, advance: 100);
        Assert.InRange(Gauge(measurements, Allowed), 3, risen - 1);

        async Task CallsAsync(int rounds, Func<Task<int>, int, Task<int>> answer, int advance)
        {
            for (var round = 0; round < rounds; round++)
            {
                var later = new TaskCompletionSource<int>();
                script = () => answer(later.Task, advance);
                var calls = Enumerable.Range(0, 16).Select(_ => observed.Service.GetTaskAsync(1)).ToArray();
                observed.Time.Advance(TimeSpan.FromMilliseconds(advance));
                later.SetResult(1);
                foreach (var call in calls)
                    await Record.ExceptionAsync(() => call);
            }
        }
    }

    [Fact]
    public async Task A_refusal_is_an_event_of_the_calls_activity()
    {
        using var observed = new Observation(new() { RateLimit = 1 }, n => Task.FromResult(n)).Trace();
        await observed.Service.GetTaskAsync(1);
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => observed.Service.GetTaskAsync(1));

        var refused = Assert.Single(observed.Activities.SelectMany(activity => activity.Events));
        Assert.Equal("limit.rejected", refused.Name);
        Assert.Equal("rate_limit", Assert.Single(refused.Tags).Value);
        Assert.Equal("rejected", observed.Activities[^1].GetTagItem("ambassador.outcome"));
    }

    // Of GetTaskAsync, as it is now.
    private static double Gauge(Measurements measurements, string name)
    {
        measurements.Observe(name);
        return measurements.Of(name).Last(measured => measured.Tag("ambassador.method") == nameof(IService.GetTaskAsync)).Value;
    }
}
