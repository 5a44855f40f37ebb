using System.Diagnostics.Metrics;
using Ambassador.Pooling;
using Ambassador.Targets;

namespace Ambassador.Tests.Pooling;

/// <summary>What pools report.</summary>
public class PoolTelemetryTests
{
    private static readonly PoolRules Two = new() { Max = 2 };

    [Fact]
    public async Task The_gauges_tell_how_things_stand()
    {
        using var observed = new Observed(Two);
        var leases = observed.Bench.Take(2);
        _ = observed.Bench.Wait();

        Assert.Equal((2, 2, 1), (observed.Gauge("size"), observed.Gauge("in_use"), observed.Gauge("waiting")));

        foreach (var lease in leases)
            lease.Return(AttemptOutcome.Succeeded);

        Assert.Equal((2, 1, 0), (observed.Gauge("size"), observed.Gauge("in_use"), observed.Gauge("waiting")));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task It_counts_what_is_made_and_what_is_disposed_and_why()
    {
        using var observed = new Observed(Two with { IdleTime = TimeSpan.FromSeconds(10), Lifetime = TimeSpan.FromSeconds(60), CheckInterval = TimeSpan.Zero });
        var bench = observed.Bench;
        foreach (var outcome in new[] { AttemptOutcome.Failed, AttemptOutcome.Unanswered, AttemptOutcome.Abandoned, AttemptOutcome.Succeeded })
            bench.Take().Return(outcome);

        bench.Pass(10);
        var lease = bench.Take();
        bench.Pass(60);
        lease.Return(AttemptOutcome.Succeeded);
        bench.Workshop.Resetting = _ => new(false);
        bench.Take().Return(AttemptOutcome.Succeeded);
        bench.Workshop.Resetting = _ => new(true);
        bench.Workshop.Validating = _ => new(false);
        bench.Pool.Apply(Two with { CheckInterval = TimeSpan.FromSeconds(1) });
        bench.Take().Return(AttemptOutcome.Succeeded);
        bench.Pass(1);
        foreach (var each in bench.Take(2))
            each.Return(AttemptOutcome.Succeeded);

        bench.Pool.Apply(Two with { Max = 1 });
        await bench.Pool.DisposeAsync();

        PoolBench.Until(() => observed.Discarded.Length == 9);
        Assert.Equal(
            ["abandoned", "expired", "failed", "idle", "invalid", "reset", "shutdown", "surplus", "unanswered"], observed.Discarded.Order());
        Assert.Equal(9, observed.Created);
    }

    [Fact]
    public void It_measures_how_long_those_waited_who_had_to()
    {
        using var observed = new Observed(Two with { Max = 1 });
        var lease = observed.Bench.Take();
        var waiting = observed.Bench.Wait();
        observed.Bench.Pass(0.25);
        lease.Return(AttemptOutcome.Succeeded);
        PoolBench.Now(waiting).Return(AttemptOutcome.Succeeded);
        observed.Bench.Take();

        Assert.Equal([0, 0.25], observed.Waits);
    }

    [Fact]
    public async Task What_no_call_fails_with_is_logged()
    {
        var bench = new PoolBench(Two with { Min = 1 });
        bench.Workshop.Making = (_, _) => throw new IOException("refused");
        await Assert.ThrowsAsync<IOException>(async () => await bench.Pool.AcquireAsync(default));
        Assert.Equal(0, bench.Logs.Collector.Count);

        bench.Pass(5);

        Assert.Equal("Shop.ITool: creating a pooled target failed.", bench.Logs.LatestRecord.Message);
        Assert.Equal("refused", bench.Logs.LatestRecord.Exception?.Message);
    }

    [Fact]
    public void A_pool_that_is_gone_is_not_followed()
    {
        var tag = $"{Guid.NewGuid()}";
        var pool = Forgotten(tag);
        for (var i = 0; i < 10 && pool.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(pool.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Forgotten(string tag) => new(new PoolBench(tags: new() { { "of", tag } }).Pool);

    /// <summary>A bench and what its pool measures, which a tag of its own tells from others.</summary>
    private sealed class Observed : IDisposable
    {
        private readonly string _tag = $"{Guid.NewGuid()}";
        private readonly MeterListener _listener = new();
        private readonly List<(string Name, double Value, string? Reason)> _seen = [];

        public Observed(PoolRules rules)
        {
            _listener.InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Name.StartsWith("ambassador.pool.", StringComparison.Ordinal))
                    self.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => See(instrument, value, tags));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => See(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => See(instrument, value, tags));
            _listener.Start();
            Bench = new(rules, tags: new() { { "of", _tag } });
        }

        public PoolBench Bench { get; }

        public string[] Discarded => [.. Seen("discarded").Select(seen => seen.Reason!)];

        public double Created => Seen("created").Sum(seen => seen.Value);

        public double[] Waits => [.. Seen("wait").Select(seen => seen.Value)];

        public double Gauge(string name)
        {
            _listener.RecordObservableInstruments();
            return Seen(name)[^1].Value;
        }

        public void Dispose() => _listener.Dispose();

        private (string Name, double Value, string? Reason)[] Seen(string name)
        {
            lock (_seen)
                return [.. _seen.Where(seen => seen.Name == $"ambassador.pool.{name}")];
        }

        private void See(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string? reason = null;
            var isOurs = false;
            foreach (var tag in tags)
            {
                isOurs |= tag.Value is string text && text == _tag;
                if (tag.Key == "ambassador.pool.discard.reason")
                    reason = (string?)tag.Value;
            }

            lock (_seen)
            {
                if (isOurs)
                    _seen.Add((instrument.Name, value, reason));
            }
        }
    }
}
