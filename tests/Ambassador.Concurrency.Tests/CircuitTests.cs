using System.Diagnostics.CodeAnalysis;
using Ambassador.Concurrency.Tests.Exploration;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;

namespace Ambassador.Concurrency.Tests;

/// <summary>A circuit in every order of the steps of concurrent calls, with at most two preemptions.</summary>
public class CircuitTests
{
    // What the argument of a call makes of it.
    private const int Success = 0;
    private const int Failure = 1;
    private const int ProgramError = 2;
    private const int Slow = 3;

    [Fact]
    public void It_opens_once_and_every_call_either_fails_or_is_refused()
    {
        HashSet<int> attempts = [];
        Explorer.Explore(() =>
        {
            var bench = new Bench(new() { BreakerConsecutiveFailures = 2 });
            return new([bench.Call(Failure), bench.Call(Failure), bench.Call(Failure)], () =>
            {
                Assert.Equal("Open", bench.Path);
                Assert.Equal(bench.Catalog.Attempts, bench.Outcomes.Count(error => error is IOException));
                Assert.Equal(3 - bench.Catalog.Attempts, bench.Outcomes.Count(error => error is BrokenCircuitException));
                attempts.Add(bench.Catalog.Attempts);
            });
        });

        // The third either began before the second had failed or it did not; nothing else is possible, and both are.
        Assert.Equal([2, 3], attempts.Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Exactly_as_many_probes_get_through_as_are_set(int probes) => Explorer.Explore(() =>
    {
        var (bench, inside) = ((Bench?)null, 0);
        bench = new Bench(
            new() { BreakerConsecutiveFailures = 1, BreakerProbes = probes, BreakerRequiredSuccesses = probes },
            () =>
            {
                // None answers before everybody else has been refused.
                inside++;
                Scheduler.Until(() => inside + bench!.Outcomes.Count == 3 || bench.Outcomes.Contains(null));
            }).Open();
        return new([bench.Call(Success), bench.Call(Success), bench.Call(Success)], () =>
        {
            Assert.Equal(probes, inside);
            Assert.Equal(3 - probes, bench.Outcomes.Count(error => error is BrokenCircuitException));
            Assert.Equal("Open HalfOpen Closed", bench.Path);
        });
    });

    [Fact]
    public void Nobody_is_refused_once_it_has_closed() => Explorer.Explore(() =>
    {
        // Only a circuit that is not closed has a failure to show for it.
        var bench = new Bench(new() { BreakerConsecutiveFailures = 1 }).Open();
        return new([bench.Call(Success), bench.Call(Success)], () => Assert.All(
            bench.Outcomes, error => Assert.True(error is null or BrokenCircuitException { InnerException: IOException })));
    });

    [Fact]
    public void One_failed_probe_outweighs_the_others_whichever_comes_first() => Explorer.Explore(() =>
    {
        var bench = new Bench(new() { BreakerConsecutiveFailures = 1, BreakerProbes = 3, BreakerRequiredSuccesses = 3 }).Open();
        return new([bench.Call(Success), bench.Call(Failure), bench.Call(Success)], () => Assert.Equal("Open HalfOpen Open", bench.Path));
    });

    [Fact]
    public void A_permit_comes_back_and_is_not_lost_between_two_callers() => Explorer.Explore(() =>
    {
        var bench = new Bench(new() { BreakerConsecutiveFailures = 1 }).Open();
        return new([bench.Call(ProgramError), bench.Call(ProgramError), bench.Call(ProgramError)], () =>
        {
            Assert.Equal("Open HalfOpen", bench.Path);
            bench.Call(Success)();
            Assert.Equal("Open HalfOpen Closed", bench.Path);
        });
    });

    [Theory]
    [InlineData(Success, Failure, Failure)]
    [InlineData(Success, Success, Failure)]
    [InlineData(Slow, Success, Failure)]
    [InlineData(Slow, Slow, Success)]
    public void No_outcome_is_lost(int one, int two, int three) => Explorer.Explore(() =>
    {
        // Only the fourth can open it, and does if the other three are counted.
        var bench = new Bench(new() { Breaker = 0.01, BreakerMinimumThroughput = 4, BreakerSamplingSeconds = 10, BreakerSlowCallMs = 1_000 });
        return new([bench.Call(one), bench.Call(two), bench.Call(three)], () =>
        {
            Assert.Equal("", bench.Path);
            bench.Call(Failure)();
            Assert.Equal("Open", bench.Path);
        });
    });

    [Theory]
    [InlineData(Success)]
    [InlineData(Failure)]
    public void No_outcome_is_lost_while_a_slice_of_the_window_ends(int first) => Explorer.Explore(() =>
    {
        var bench = new Bench(new() { Breaker = 0.01, BreakerMinimumThroughput = 4, BreakerSamplingSeconds = 10 });
        bench.Call(first)();
        return new([bench.Call(Success), bench.Call(Success), () => bench.Time.Advance(TimeSpan.FromSeconds(1))], () =>
        {
            bench.Call(Failure)();
            Assert.Equal("Open", bench.Path);
        });
    });

    [Fact]
    public void A_row_of_failures_ends_with_a_success_among_them()
    {
        HashSet<string> paths = [];
        Explorer.Explore(() =>
        {
            var bench = new Bench(new() { BreakerConsecutiveFailures = 2 });
            bench.Call(Success)();
            return new([bench.Call(Failure), bench.Call(Success), bench.Call(Failure)], () =>
            {
                paths.Add(bench.Path);
                if (bench.Path.Length > 0)
                    return;

                // The success came between the two: one more failure makes a row of two, and none before it.
                bench.Call(Failure)();
                Assert.Equal("Open", bench.Path);
            });
        });

        Assert.Equal(["", "Open"], paths.Order());
    }

    [Theory]
    [InlineData(Success)]
    [InlineData(Failure)]
    public void Isolating_it_has_the_last_word_over_its_probe(int probe) => Explorer.Explore(() =>
    {
        var bench = new Bench(new() { BreakerConsecutiveFailures = 1 }).Open();
        return new([bench.Call(probe), bench.Circuit.Isolate, bench.Call(probe)], () => Assert.Equal(CircuitState.Isolated, bench.Circuit.State));
    });

    [Fact]
    public void Transitions_are_told_in_order_and_one_at_a_time() => Explorer.Explore(
        () =>
        {
            var bench = new Bench(new() { BreakerConsecutiveFailures = 1 });
            var (told, inside, overlaps) = (new List<CircuitTransition>(), 0, 0);
            bench.Circuit.Changed += (_, transition) =>
            {
                overlaps += inside++;
                told.Add(transition);
                Scheduler.Point("handler");
                inside--;
            };
            return new([bench.Circuit.Isolate, bench.Circuit.Close, bench.Call(Failure)], () =>
            {
                Assert.Equal(bench.Circuit.History, told);
                Assert.Equal(0, overlaps);
            });
        });

    [Fact]
    public void Other_settings_come_into_force_between_any_two_steps() => Explorer.Explore(() =>
    {
        var settings = new PolicySettings { BreakerConsecutiveFailures = 2, BreakerSamplingSeconds = 10 };
        var bench = new Bench(settings);
        var own = bench.Circuit;
        return new(
            [
                bench.Call(Failure),
                bench.Call(Failure),
                () => bench.Apply(settings with { BreakerScope = PolicyScope.Interface }),
            ],
            () =>
            {
                // Each failure is counted where its call began.
                bench.Call(Failure)();
                bench.Call(Failure)();
                Assert.NotSame(own, bench.Circuit);
                Assert.Equal("Open", bench.Path);
            });
    });

    /// <summary>An ambassador with a circuit, and what has become of its calls.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "A runtime that times nothing holds nothing that needs disposal.")]
    private sealed class Bench
    {
        private readonly AmbassadorRuntime _runtime;
        private readonly ICatalog _ambassador;

        public Bench(PolicySettings settings, Action? inside = null)
        {
            Catalog = new Catalog((kind, _) =>
            {
                if (kind == Slow)
                    Scheduler.Atomically(() => Time.Advance(TimeSpan.FromSeconds(1)));

                if (kind == Success)
                    inside?.Invoke();

                return kind switch
                {
                    Failure => throw new IOException(),
                    ProgramError => throw new ArgumentException("wrong"),
                    _ => kind,
                };
            });
            _runtime = new AmbassadorRuntime(Time);
            Apply(settings);
            _ambassador = new CatalogAmbassador(Catalog, _runtime);
        }

        public FakeTimeProvider Time { get; } = new();

        public Catalog Catalog { get; }

        /// <summary>How the calls have ended, in this order; null is a success.</summary>
        public List<Exception?> Outcomes { get; } = [];

        public Circuit Circuit => new AmbassadorCircuits<ICatalog>(_runtime)[nameof(ICatalog.Get)];

        public string Path => string.Join(' ', Circuit.History.Select(moved => moved.To));

        public void Apply(PolicySettings settings) => _runtime.Overrides = new(
            new Dictionary<string, PolicySettings> { [typeof(ICatalog).FullName!] = settings }, new Dictionary<(string, string), PolicySettings>());

        /// <summary>With a break that is over.</summary>
        public Bench Open()
        {
            Call(Failure)();
            Outcomes.Clear();
            Time.Advance(TimeSpan.FromSeconds(5));
            return this;
        }

        public Action Call(int kind) => () => Outcomes.Add(Record.Exception(() => _ambassador.Get(kind)));
    }
}
