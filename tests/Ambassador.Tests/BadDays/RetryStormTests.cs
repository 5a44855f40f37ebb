using System.Globalization;
using Ambassador.Tests.Docs;
using Ambassador.Tests.Services;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.BadDays;

/// <summary>What an outage does to the load on the service that is down, on a clock that the test drives.</summary>
public class RetryStormTests
{
    private const int CallsPerSecond = 10_000;
    private const int Seconds = 10;

    private static readonly (string Name, PolicySettings Settings)[] Cases =
    [
        ("no retries", new()),
        ("Retry = 3, RetryBudget = 0", new() { Retry = 3, RetryBudget = 0 }),
        ("Retry = 3", new() { Retry = 3 }),
        ("Retry = 3, Breaker = 0.1", new() { Retry = 3, Breaker = 0.1 }),
    ];

    [Fact]
    public async Task The_load_is_the_documented_multiple_of_normal()
    {
        List<string> measured = [];
        foreach (var (name, settings) in Cases)
            measured.Add($"{name}: {(await MeasureAsync(settings)).ToString("0.00", CultureInfo.InvariantCulture)}");

        Assert.Equal(Repository.Table("docs/semantics.md", "### What the budget does in an outage").Select(row => string.Join(": ", row)), measured);
    }

    [Fact]
    public async Task With_the_default_budget_it_is_a_fifth_more_and_ten_a_second()
    {
        var load = await MeasureAsync(new() { Retry = 3 });

        Assert.InRange(load, 1.19, 1.2 + (10.0 / CallsPerSecond) + 1e-9);
    }

    // Ten quiet seconds, then ten in which every attempt fails at once and retries do not wait: the steepest storm there is.
    private static async Task<double> MeasureAsync(PolicySettings settings)
    {
        var isDown = false;
        using var harness = new Harness(settings with { RetryDelayMs = 0 }, new ScriptedService(_ => isDown ? throw new IOException() : Task.FromResult(1)));
        await RunAsync(harness);
        var normal = harness.Inner.Attempts;

        isDown = true;
        await RunAsync(harness);
        return (harness.Inner.Attempts - normal) / (double)normal;
    }

    private static async Task RunAsync(Harness harness)
    {
        for (var millisecond = 0; millisecond < Seconds * 1_000; millisecond++)
        {
            for (var call = 0; call < CallsPerSecond / 1_000; call++)
                await TryAsync(harness.Service, call);

            harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    private static async Task TryAsync(IService service, int id)
    {
        try
        {
            await service.GetTaskAsync(id);
        }
        catch (Exception error) when (error is IOException or BrokenCircuitException)
        {
            // The outage.
        }
    }
}
