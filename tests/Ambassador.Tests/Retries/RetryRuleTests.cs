using Ambassador.Tests.Resilience;
using Ambassador.Tests.Services;
using Polly;

namespace Ambassador.Tests.Retries;

/// <summary>Which failures are retried how often and how slowly.</summary>
public class RetryRuleTests
{
    public static TheoryData<Exception, int> ByType { get; } = new()
    {
        { new HttpRequestException(), 6 },
        { new TimeoutException(), 3 },
        { new UnauthorizedAccessException(), 1 },
        { new InvalidDataException(), 1 },
        { new ArgumentException("a program error"), 1 },
    };

    [Theory, MemberData(nameof(ByType))]
    public async Task Each_type_has_a_rule_of_its_own(Exception error, int attempts)
    {
        using var harness = new OrdersHarness(_ => error);

        Assert.Same(error, await Assert.ThrowsAnyAsync<Exception>(() => harness.Orders.GetAsync()));
        Assert.Equal(attempts, harness.Inner.Attempts);
    }

    [Fact]
    public async Task A_type_has_the_rule_of_the_nearest_type_that_it_derives_from()
    {
        using var harness = new OrdersHarness(_ => new FileNotFoundException());

        Assert.Equal(TimeSpan.FromSeconds(5), await harness.TimeAsync(orders => orders.GetAsync()));
        Assert.Equal(2, harness.Inner.Attempts);
    }

    [Fact]
    public async Task A_method_has_rules_over_those_of_its_interface()
    {
        using var harness = new OrdersHarness(attempt => attempt < 5 ? new UnauthorizedAccessException() : 7);

        Assert.Equal(7, await harness.Orders.GetEagerlyAsync());
    }

    // Five retries are allowed for the one, two for the other: what counts is how many the call has made, whatever for.
    [Fact]
    public async Task A_rule_counts_all_retries_of_the_call()
    {
        using var harness = new OrdersHarness(attempt => attempt <= 2 ? new HttpRequestException() : new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => harness.Orders.GetAsync());
        Assert.Equal(3, harness.Inner.Attempts);
    }

    [Fact]
    public async Task Configuration_names_types_too()
    {
        using var harness = new Harness(
            new PolicySettings { Retry = 3, RetryDelayMs = 0 }.On("IOException", new() { Retry = 1 }), new ScriptedService(_ => throw new FileNotFoundException()));

        await Assert.ThrowsAsync<FileNotFoundException>(() => harness.Service.GetTaskAsync(1));
        Assert.Equal(2, harness.Inner.Attempts);
    }

    [Fact]
    public async Task What_does_not_count_does_not_open_the_circuit()
    {
        using var harness = new Harness(
            new PolicySettings { Breaker = 0.1, BreakerMinimumThroughput = 1 }.On<IOException>(new() { BreakerCounts = false }),
            new ScriptedService(attempt => attempt < 5 ? throw new EndOfStreamException() : throw new TimeoutException()));

        for (var attempt = 1; attempt < 5; attempt++)
            await Assert.ThrowsAsync<EndOfStreamException>(() => harness.Service.GetTaskAsync(1));

        await Assert.ThrowsAsync<TimeoutException>(() => harness.Service.GetTaskAsync(1));
        await Assert.ThrowsAsync<Polly.CircuitBreaker.BrokenCircuitException>(() => harness.Service.GetTaskAsync(1));
    }

    public static TheoryData<DelayBackoffType, bool, int> Waits { get; } = new()
    {
        { DelayBackoffType.Constant, false, 30_000 },
        { DelayBackoffType.Constant, true, 30_000 },
        { DelayBackoffType.Linear, false, 30_000 },
        { DelayBackoffType.Linear, true, 30_000 },
        { DelayBackoffType.Exponential, false, 30_000 },
        { DelayBackoffType.Exponential, true, 30_000 },
        { DelayBackoffType.Linear, true, 600 },
        { DelayBackoffType.Exponential, false, 700 },
        { DelayBackoffType.Exponential, true, 700 },
    };

    [Theory, MemberData(nameof(Waits))]
    public async Task Waits_are_exactly_Pollys(DelayBackoffType backoff, bool jitter, int maxDelayMs)
    {
        double[] draws = [0.25, 0.75, 0.5, 0.1, 0.99];
        var expected = await PollyWaits.MeasureAsync(
            draws, TimeSpan.FromMilliseconds(200), backoff, jitter, TimeSpan.FromMilliseconds(maxDelayMs));

        var (draw, previous) = (0, 0.0);
        var rule = new FailureRule(new PolicySettings { RetryDelayMs = 200, RetryBackoff = backoff, RetryJitter = jitter, RetryMaxDelayMs = maxDelayMs }.Values);
        var waits = draws.Select((_, retry) => Retry.Backoff.Next(rule, retry, ref previous, () => draws[draw++])).ToArray();

        Assert.Equal(expected, waits);
    }
}
