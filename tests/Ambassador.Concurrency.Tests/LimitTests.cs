using Ambassador.Concurrency.Tests.Exploration;
using Ambassador.Limiting;
using Ambassador.Time;
using Microsoft.Extensions.Time.Testing;
using Polly.RateLimiting;

namespace Ambassador.Concurrency.Tests;

/// <summary>The limits in every order of the steps of concurrent calls, with at most two preemptions.</summary>
public class LimitTests
{
    [Fact]
    public void As_many_are_in_a_bulkhead_as_are_set_and_every_place_comes_back() => Explorer.Explore(() =>
    {
        var (inside, most, refused, isNested) = (0, 0, 0, false);
        ICatalog ambassador = null!;
        var catalog = new Catalog((id, _) =>
        {
            if (isNested)
                Call(id)();

            most = Math.Max(most, ++inside);
            Scheduler.Point("inside");
            inside--;
            return id == 1 ? throw new IOException() : id;
        });
        ambassador = new CatalogAmbassador(catalog, Runtime(new() { Bulkhead = 2 }));
        return new([Call(0), Call(1), Call(0)], () =>
        {
            Assert.InRange(most, 1, 2);
            Assert.Equal(3, catalog.Attempts + refused);

            // All places are free again: one inside the other, two get in.
            var before = catalog.Attempts;
            isNested = true;
            Call(0)();
            Assert.Equal(2, catalog.Attempts - before);
        });

        Action Call(int id) => () =>
        {
            if (Record.Exception(() => ambassador.Get(id)) is RateLimiterRejectedException)
                refused++;
        };
    });

    [Fact]
    public void Nobody_in_line_is_forgotten_and_a_place_is_given_once() => Explorer.Explore(() =>
    {
        var room = new Bulkhead(new() { Bulkhead = 1, BulkheadQueue = 2 });
        Assert.True(room.TryEnter());
        List<Task<bool>> line = [];
        return new([Enter, Enter, room.Leave], () =>
        {
            Assert.Equal((1, 1), (room.Running, room.Queued));
            var first = Task.WaitAny([.. line], TimeSpan.FromMinutes(1));
            Assert.True(line[first].Result);
            Assert.False(line[1 - first].IsCompleted || room.TryEnter());
            room.Leave();
            Assert.True(line[1 - first].Wait(TimeSpan.FromMinutes(1)) && line[1 - first].Result);
            room.Leave();
            Assert.Equal((0, 0), (room.Running, room.Queued));
        });

        void Enter() => line.Add(room.EnterAsync(mayWait: true, CancellationToken.None).AsTask());
    });

    [Fact]
    public void Who_cancels_in_line_is_let_in_or_out_and_no_place_is_lost() => Explorer.Explore(() =>
    {
        var room = new Bulkhead(new() { Bulkhead = 1, BulkheadQueue = 1 });
        Assert.True(room.TryEnter());
        var source = new CancellationTokenSource();
        Task<bool>? entering = null;
        return new(
            [
                () => entering = room.EnterAsync(mayWait: true, source.Token).AsTask(),
                () => Scheduler.AtomicallyUnlocked(source.Cancel),
                room.Leave,
            ],
            () =>
            {
                var error = Record.Exception(() => entering!.GetAwaiter().GetResult());
                Assert.True(error is null or OperationCanceledException);
                Assert.Equal((error is null ? 1 : 0, 0), (room.Running, room.Queued));
                if (error is null)
                    room.Leave();

                Assert.True(room.TryEnter());
            });
    });

    [Fact]
    public void Another_bound_lets_in_as_many_as_it_has_places_for() => Explorer.Explore(() =>
    {
        var room = new Bulkhead(new() { Bulkhead = 1, BulkheadQueue = 2 });
        Assert.True(room.TryEnter());
        List<Task<bool>> entering = [];
        return new([Enter, Enter, () => room.Apply(new() { Bulkhead = 3, BulkheadQueue = 2 })], () =>
        {
            Assert.Equal((3, 0), (room.Running, room.Queued));
            Assert.True(Task.WhenAll(entering).Wait(TimeSpan.FromMinutes(1)));
        });

        void Enter() => entering.Add(room.EnterAsync(mayWait: true, CancellationToken.None).AsTask());
    });

    [Fact]
    public void A_bucket_gives_each_token_once() => Explorer.Explore(() =>
    {
        var refused = 0;
        var catalog = new Catalog((id, _) => id);
        ICatalog ambassador = new CatalogAmbassador(catalog, Runtime(new() { RateLimit = 1, RateLimitBurst = 2 }));
        return new([Call, Call, Call], () => Assert.Equal((2, 1), (catalog.Attempts, refused)));

        void Call()
        {
            if (Record.Exception(() => ambassador.Get(0)) is RateLimiterRejectedException)
                refused++;
        }
    });

    [Fact]
    public void A_token_goes_to_the_line_and_comes_back_from_who_cancelled() => Explorer.Explore(() =>
    {
        var time = new FakeTimeProvider();
        var bucket = new TokenBucket(new Clock(time), new() { RateLimit = 1, RateLimitBurst = 1, RateLimitQueue = 1 });
        Assert.True(bucket.TryEnter());
        var source = new CancellationTokenSource();
        Task<bool>? entering = null;
        return new(
            [
                () => entering = bucket.EnterAsync(mayWait: true, source.Token).AsTask(),
                () => Scheduler.AtomicallyUnlocked(source.Cancel),
                () => Scheduler.AtomicallyUnlocked(() => time.Advance(TimeSpan.FromSeconds(1))),
            ],
            () =>
            {
                var error = Record.Exception(() => entering!.GetAwaiter().GetResult());
                Assert.True(error is null or OperationCanceledException);
                Assert.Equal(error is not null, bucket.TryEnter());
                Assert.Equal(0, bucket.Queued);
            });
    });

    [Fact]
    public void An_adaptive_limit_knows_who_is_in() => Explorer.Explore(() =>
    {
        var limit = new AdaptiveLimit(
            new Clock(new FakeTimeProvider()), () => 0.5, new() { AdaptiveConcurrency = true, AdaptiveConcurrencyInitial = 2, AdaptiveConcurrencyMin = 2 });
        var (inside, most, entered) = (0, 0, 0);
        return new([Call, Call, Call], () =>
        {
            Assert.InRange(most, 1, 2);
            Assert.InRange(entered, 2, 3);
            Assert.Equal(0, limit.Running);
        });

        void Call()
        {
            if (!limit.TryEnter())
                return;

            entered++;
            most = Math.Max(most, ++inside);
            Scheduler.Point("inside");
            inside--;
            limit.Leave(limit.Now, error: null);
        }
    });

    [Fact]
    public void A_partition_that_somebody_is_about_to_enter_is_not_dropped() => Explorer.Explore(() =>
    {
        var time = new FakeTimeProvider();
        var settings = new PolicySettings { Bulkhead = 1 };
        var partitions = new Partitions<int, Bulkhead>(new Clock(time), () => new Bulkhead(settings));
        var (inside, most) = (0, 0);
        return new([Call, Call, () => Scheduler.AtomicallyUnlocked(() => time.Advance(TimeSpan.FromSeconds(10)))], () =>
        {
            Assert.Equal(1, most);

            // Nobody is in and nobody is about to: what is left goes with the next sweeps.
            time.Advance(TimeSpan.FromSeconds(10));
            time.Advance(TimeSpan.FromSeconds(10));
            Assert.Empty(partitions.Keys);
        });

        void Call()
        {
            var room = partitions.Of(7);
            var isIn = room.TryEnter();
            room.Unpin();
            if (!isIn)
                return;

            most = Math.Max(most, ++inside);
            Scheduler.Point("inside");
            inside--;
            room.Leave();
        }
    });

    private static AmbassadorRuntime Runtime(PolicySettings settings) => new(new FakeTimeProvider())
    {
        Overrides = new(
            new Dictionary<string, PolicySettings> { [typeof(ICatalog).FullName!] = settings }, new Dictionary<(string, string), PolicySettings>()),
    };
}
