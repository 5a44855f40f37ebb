using Ambassador.Concurrency.Tests.Exploration;
using Ambassador.Time;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Concurrency.Tests;

/// <summary>The retry budget in every order of the steps of concurrent calls, with at most two preemptions.</summary>
public class RetryBudgetTests
{
    private const int Failing = 1;

    [Fact]
    public void No_call_is_forgotten() => Explorer.Explore(() =>
    {
        // A call earns half a retry: whoever fails last has his if all four have been counted.
        var bench = new Bench();
        bench.Call(0)();
        bench.Call(0)();
        return new([bench.Call(Failing), bench.Call(Failing)], () => Assert.Equal(4 + 2, bench.Catalog.Attempts));
    });

    [Fact]
    public void No_retry_is_granted_twice() => Explorer.Explore(() =>
    {
        var bench = new Bench();
        bench.Call(0)();
        return new([bench.Call(Failing), bench.Call(Failing), bench.Call(Failing)], () =>
        {
            // Four calls have earned two, and a third is not to be had before there are six. Who fails early may find less than that.
            Assert.InRange(bench.Catalog.Attempts, 4 + 1, 4 + 2);
            bench.Call(Failing)();
            bench.Call(Failing)();
            Assert.Equal(6 + 3, bench.Catalog.Attempts);
        });
    });

    [Fact]
    public void A_call_counts_for_as_long_as_it_is_to_whoever_has_opened_the_window() => Explorer.Explore(() =>
    {
        var bench = new Bench();
        bench.Call(0)();
        bench.Call(0)();
        return new([bench.Call(0), bench.Call(Failing), () => Scheduler.AtomicallyUnlocked(() => bench.Time.Advance(TimeSpan.FromSeconds(1)))], () =>
        {
            // A window has ended meanwhile: four calls and one retry are remembered, whichever window they are in.
            Assert.Equal(4 + 1, bench.Catalog.Attempts);
            bench.Call(Failing)();
            bench.Call(Failing)();
            Assert.Equal(6 + 3, bench.Catalog.Attempts);
            bench.Time.Advance(TimeSpan.FromSeconds(12));
            bench.Call(Failing)();
            Assert.Equal(9 + 1, bench.Catalog.Attempts);
        });
    });

    [Fact]
    public void A_count_of_threads_is_exact_and_never_falls() => Explorer.Explore(() =>
    {
        var (count, seen) = (new ThreadCount(), new List<int>());
        return new(
            [
                count.Increment,
                () =>
                {
                    count.Increment();
                    count.Increment();
                },
                () =>
                {
                    seen.Add(count.Total);
                    seen.Add(count.Total);
                },
            ],
            () =>
            {
                Assert.Equal(3, count.Total);
                Assert.True(seen[0] <= seen[1], "It fell.");
            });
    });

    private sealed class Bench
    {
        private readonly ICatalog _ambassador;

        public Bench()
        {
            Catalog = new Catalog((kind, _) => kind == Failing ? throw new IOException() : kind);
            var settings = new PolicySettings { Retry = 1, RetryDelayMs = 0, RetryBudget = 0.5, RetryBudgetMinPerSecond = 0 };
            _ambassador = new CatalogAmbassador(Catalog, new AmbassadorRuntime(Time)
            {
                Overrides = new(
                    new Dictionary<string, PolicySettings> { [typeof(ICatalog).FullName!] = settings }, new Dictionary<(string, string), PolicySettings>()),
            });
        }

        public FakeTimeProvider Time { get; } = new();

        public Catalog Catalog { get; }

        public Action Call(int kind) => () => Record.Exception(() => _ambassador.Get(kind));
    }
}
