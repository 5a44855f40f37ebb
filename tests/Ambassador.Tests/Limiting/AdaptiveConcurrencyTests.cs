using Ambassador.Limiting;
using Ambassador.Tests.Services;
using Polly.RateLimiting;

namespace Ambassador.Tests.Limiting;

public class AdaptiveConcurrencyTests
{
    private const int Crowd = 1_000;

    private static readonly PolicySettings Settings = new() { AdaptiveConcurrency = true };

    public static TheoryData<Kind> AllKinds => Kinds.All;

    [Theory]
    [InlineData(5, 50, 10)]
    [InlineData(20, 50, 30)]
    [InlineData(40, 50, 59)]
    [InlineData(100, 20, 140)]
    public void The_limit_settles_near_what_the_service_bears_and_keeps_it_busy(int capacity, int serviceMs, double expected)
    {
        using var service = new SimulatedService(Settings) { Capacity = capacity, ServiceMs = serviceMs };
        service.Run(seconds: 75, Crowd);

        var answered = service.Answered;
        var inFlight = service.Run(seconds: 40, Crowd);

        Assert.Equal(expected, inFlight, tolerance: 1);
        Assert.InRange(inFlight, capacity, 2 * capacity);
        Assert.True(service.Answered - answered >= 0.97 * 40_000 / serviceMs * capacity, $"{service.Answered - answered} answers");
    }

    [Fact]
    public void It_falls_when_the_service_bears_less_and_rises_when_it_bears_more()
    {
        using var service = new SimulatedService(Settings) { Capacity = 40, ServiceMs = 50 };
        service.Run(seconds: 20, Crowd);

        service.Capacity = 10;
        service.Run(seconds: 3, Crowd);
        Assert.InRange(service.Run(seconds: 5, Crowd), 10, 20);

        service.Capacity = 40;
        service.Run(seconds: 3, Crowd);
        Assert.InRange(service.Run(seconds: 5, Crowd), 40, 80);
    }

    [Fact]
    public void A_service_that_has_become_slower_is_measured_anew()
    {
        using var service = new SimulatedService(Settings) { Capacity = 20, ServiceMs = 50 };
        service.Run(seconds: 10, Crowd);

        service.ServiceMs = 200;
        service.Run(seconds: 90, Crowd);

        Assert.InRange(service.Run(seconds: 20, Crowd), 20, 40);
    }

    [Fact]
    public void A_service_at_ease_is_never_disturbed_by_measurements()
    {
        using var service = new SimulatedService(Settings) { Capacity = 200, ServiceMs = 20 };

        service.Run(seconds: 200, callers: 15);

        Assert.Equal(0, service.Rejected);
    }

    [Fact]
    public void Its_bounds_hold()
    {
        using var few = new SimulatedService(Settings with { AdaptiveConcurrencyMax = 25 }) { Capacity = 100, ServiceMs = 20 };
        few.Run(seconds: 5, Crowd);
        Assert.Equal(25, few.Run(seconds: 5, Crowd), tolerance: 0.5);

        using var many = new SimulatedService(Settings with { AdaptiveConcurrencyMin = 15 }) { Capacity = 1, ServiceMs = 20 };
        many.Run(seconds: 75, Crowd);
        Assert.InRange(many.Run(seconds: 20, Crowd), 15, 30);
    }

    [Fact]
    public void A_limit_that_calls_do_not_come_near_does_not_rise()
    {
        var gradient = new LatencyGradient(second: 1_000, randomizer: () => 0);
        gradient.Bound(3, 1_000);
        gradient.Begin(20, now: 0);

        var now = Windows(gradient, now: 0, running: 9);
        Assert.Equal(20, gradient.Limit);

        Windows(gradient, now, running: 10);
        Assert.InRange(gradient.Limit, 21, 40);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task It_begins_with_its_initial_value_and_refuses_what_is_more(Kind kind)
    {
        using var started = new SemaphoreSlim(0);
        var answer = new TaskCompletionSource<int>();
        using var harness = new Harness(Settings with { AdaptiveConcurrencyInitial = 3 }, new ScriptedService(_ =>
        {
            started.Release();
            return answer.Task;
        }));
        var calls = Enumerable.Range(0, 3).Select(id => harness.Service.CallAsync(kind, id)).ToArray();
        for (var i = 0; i < 3; i++)
            await started.WaitAsync(TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.CallAsync(kind));
        answer.SetResult(1);
        await Task.WhenAll(calls);
        await harness.Service.CallAsync(kind);

        Assert.Equal(
            $"Ambassador.Tests.Services.IService.{Telemetry.Methods.Of(kind)} was refused by its adaptive concurrency limit, which allows 3 calls at present.",
            refused.Message);
        Assert.Null(refused.RetryAfter);
        Assert.Equal(4, harness.Inner.Attempts);
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_call_that_it_refuses_gives_the_bulkheads_place_back(Kind kind)
    {
        using var gate = new Gate();
        using var harness = new Harness(Settings with { AdaptiveConcurrencyInitial = 3, Bulkhead = 4 }, gate.Service);
        var calls = Enumerable.Range(0, 3).Select(id => harness.Service.CallAsync(kind, id)).ToArray();
        await gate.StartedAsync(3);

        for (var i = 0; i < 3; i++)
        {
            var refused = await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.CallAsync(kind));
            Assert.Contains("adaptive concurrency limit", refused.Message, StringComparison.Ordinal);
        }

        gate.Open();
        await Task.WhenAll(calls);
    }

    // Windows of a hundred calls, each as quick as the other.
    private static long Windows(LatencyGradient gradient, long now, int running)
    {
        for (var call = 0; call < 1_000; call++, now += 2)
            gradient.Add(now - 10, now, running);

        return now;
    }
}
