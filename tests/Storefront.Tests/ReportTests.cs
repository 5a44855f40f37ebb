using Storefront.Load;
using Storefront.Report;

namespace Storefront.Tests;

public sealed class ReportTests
{
    [Fact]
    public void A_percentile_is_the_smallest_latency_that_so_many_calls_did_not_exceed()
    {
        var run = Run([.. Enumerable.Range(1, 200).Reverse().Select(ms => Call(0, ms))]);

        Assert.Equal(TimeSpan.FromMilliseconds(100), run.Latency(0.50));
        Assert.Equal(TimeSpan.FromMilliseconds(198), run.Latency(0.99));
        Assert.Equal(TimeSpan.FromMilliseconds(200), run.Latency(1));
    }

    [Fact]
    public void The_success_rate_counts_every_call() =>
        Assert.Equal(0.75, Run(Call(0), Call(1), Call(2), Call(3, succeeded: false)).SuccessRate);

    [Fact]
    public void A_run_without_calls_has_no_figures_to_divide_by()
    {
        var run = Run();

        Assert.Equal((0.0, TimeSpan.Zero), (run.SuccessRate, run.Latency(0.99)));
        Assert.Null(run.Counts.CacheHitRate);
    }

    [Fact]
    public void The_cache_hit_rate_is_hits_by_look_ups() =>
        Assert.Equal(0.8, new TelemetryCounts { CacheHits = 8, CacheMisses = 2 }.CacheHitRate);

    [Fact]
    public void A_column_of_the_timeline_holds_the_calls_that_were_due_in_it()
    {
        var timeline = new Timeline(TimeSpan.FromSeconds(4), columns: 4);

        var rates = timeline.SuccessRates([Call(0.5), Call(0.9, succeeded: false), Call(1), Call(3.9)]);

        Assert.Equal([0.5, 1, null, 1], rates);
    }

    [Fact]
    public void A_circuit_keeps_its_state_until_the_next_change()
    {
        var timeline = new Timeline(TimeSpan.FromSeconds(6), columns: 6);

        var states = timeline.States([At(1.5, CircuitState.Open), At(4.2, CircuitState.HalfOpen), At(4.3, CircuitState.Closed)]);

        Assert.Equal(
            [CircuitState.Closed, CircuitState.Open, CircuitState.Open, CircuitState.Open, CircuitState.HalfOpen, CircuitState.Closed],
            states);
    }

    [Fact]
    public void What_happens_after_the_end_belongs_to_the_last_column()
    {
        var timeline = new Timeline(TimeSpan.FromSeconds(2), columns: 2);

        Assert.Equal([CircuitState.Closed, CircuitState.Open], timeline.States([At(2.5, CircuitState.Open)]));
    }

    private static CallOutcome Call(double dueSeconds, double latencyMs = 1, bool succeeded = true) =>
        new(TimeSpan.FromSeconds(dueSeconds), TimeSpan.FromMilliseconds(latencyMs), succeeded);

    private static CircuitTransition At(double seconds, CircuitState state) => new(TimeSpan.FromSeconds(seconds), "ICatalog.GetAsync", state);

    private static RunResult Run(params CallOutcome[] outcomes) => new("run", outcomes, 0, 0, default, []);
}
