using Ambassador.Concurrency.Tests.Exploration;

namespace Ambassador.Concurrency.Tests;

/// <summary>The cache's single flight in every order of the steps of concurrent calls, with at most two preemptions.</summary>
public class SingleFlightTests
{
    [Fact]
    public void However_many_callers_miss_there_is_one_inner_call() => Explorer.Explore(() =>
    {
        var bench = new Bench((id, _) => id * 10);
        return new([bench.Call(7), bench.Call(7), bench.Call(7)], () =>
        {
            Assert.Equal([70, 70, 70], bench.Results);
            Assert.Equal(1, bench.Catalog.Attempts);
        });
    });

    [Fact]
    public void Other_arguments_are_other_calls() => Explorer.Explore(() =>
    {
        var bench = new Bench((id, _) => id * 10);
        return new([bench.Call(7), bench.Call(8), bench.Call(7)], () =>
        {
            Assert.Equal([70, 70, 80], bench.Results.Order());
            Assert.Equal(2, bench.Catalog.Attempts);
        });
    });

    [Fact]
    public void Everybody_on_a_flight_sees_its_failure_and_whoever_comes_later_tries_again() => Explorer.Explore(() =>
    {
        var (inside, most) = (0, 0);
        var bench = new Bench((_, _) =>
        {
            most = Math.Max(most, ++inside);
            Scheduler.Point("inside");
            inside--;
            throw new IOException();
        });
        return new([bench.Call(7), bench.Call(7), bench.Call(7)], () =>
        {
            Assert.Equal((3, 1), (bench.Errors.OfType<IOException>().Count(), most));
            Assert.InRange(bench.Catalog.Attempts, 1, 3);
        });
    });

    [Fact]
    public void A_caller_who_cancels_does_not_disturb_another() => Explorer.Explore(
        () =>
        {
            var (bench, source) = (new Bench(Obedient), new CancellationTokenSource());
            return new([bench.Call(7, source.Token), () => Scheduler.Atomically(source.Cancel), bench.Call(7)], () =>
            {
                // The second caller has the result, whatever the first one did; he has it too, or his own cancellation.
                Assert.Equal(2, bench.Results.Count + bench.Errors.Count);
                Assert.Contains(70, bench.Results);
                Assert.All(bench.Errors, error => Assert.Equal(source.Token, Assert.IsType<OperationCanceledException>(error, exactMatch: false).CancellationToken));
            });
        });

    [Fact]
    public void When_all_have_cancelled_a_new_caller_starts_afresh() => Explorer.Explore(
        () =>
        {
            var (bench, source) = (new Bench(Obedient), new CancellationTokenSource());
            return new([bench.Call(7, source.Token), bench.Call(7, source.Token), () => Scheduler.Atomically(source.Cancel)], () =>
            {
                Assert.All(bench.Errors, error => Assert.Equal(source.Token, Assert.IsType<OperationCanceledException>(error, exactMatch: false).CancellationToken));
                bench.Call(7)();
                Assert.Equal(70, bench.Results[^1]);
                Assert.InRange(bench.Catalog.Attempts, 1, 3);
            });
        });

    private static int Obedient(int id, CancellationToken token)
    {
        Scheduler.Point("inside");
        token.ThrowIfCancellationRequested();
        return id * 10;
    }

    /// <summary>An ambassador with a cache, and what has become of its calls.</summary>
    private sealed class Bench
    {
        private readonly ICatalog _ambassador;

        public Bench(Func<int, CancellationToken, int> script)
        {
            Catalog = new Catalog(script);
            var runtime = new AmbassadorRuntime
            {
                Overrides = new(
                    new Dictionary<string, PolicySettings> { [typeof(ICatalog).FullName!] = new() { CacheSeconds = 60 } },
                    new Dictionary<(string, string), PolicySettings>()),
            };
            _ambassador = new CatalogAmbassador(Catalog, runtime);
        }

        public Catalog Catalog { get; }

        public List<int> Results { get; } = [];

        public List<Exception> Errors { get; } = [];

        public Action Call(int id, CancellationToken token = default) => () =>
        {
            if (Record.Exception(() => Results.Add(_ambassador.Get(id, token))) is { } error)
                Errors.Add(error);
        };
    }
}
