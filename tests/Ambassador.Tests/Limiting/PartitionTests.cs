using Ambassador.Limiting;
using Ambassador.Time;
using Microsoft.Extensions.Time.Testing;
using Polly.RateLimiting;

namespace Ambassador.Tests.Limiting;

public class PartitionTests
{
    private static readonly PolicySettings One = new() { Bulkhead = 1, RateLimit = 1, BulkheadQueue = 1 };

    private readonly Tenants _inner = new();
    private readonly ITenants _tenants;

    public PartitionTests() => _tenants = new TenantsAmbassador(_inner, new AmbassadorRuntime(new FakeTimeProvider()));

    [Theory]
    [InlineData(nameof(ITenants.GetTaskAsync))]
    [InlineData(nameof(ITenants.GetValueTaskAsync))]
    [InlineData(nameof(ITenants.DoValueTaskAsync))]
    [InlineData(nameof(ITenants.GenericAsync))]
    public async Task Each_value_of_the_argument_has_a_limit_of_its_own(string method)
    {
        Func<ITenants, string?, Task> call = method switch
        {
            nameof(ITenants.GetTaskAsync) => (tenants, tenant) => tenants.GetTaskAsync(1, tenant),
            nameof(ITenants.GetValueTaskAsync) => (tenants, tenant) => tenants.GetValueTaskAsync(tenant).AsTask(),
            nameof(ITenants.DoValueTaskAsync) => (tenants, tenant) => tenants.DoValueTaskAsync(tenant).AsTask(),
            _ => (tenants, tenant) => tenants.GenericAsync(tenant),
        };
        string?[] names = ["a", "b", "", null];
        var first = names.Select(name => call(_tenants, name)).ToArray();
        Assert.Equal(4, _inner.Calls);

        foreach (var name in names)
            await Assert.ThrowsAsync<RateLimiterRejectedException>(() => call(_tenants, name));

        _inner.Answer.SetResult(1);
        await Task.WhenAll(first);
        Assert.Equal(4, _inner.Calls);
    }

    [Fact]
    public void Blocking_calls_too()
    {
        _tenants.Get("a", 1);
        _tenants.Get("a", 2);
        _tenants.Get("b", 1);

        Assert.Equal(TimeSpan.FromSeconds(1), Assert.Throws<RateLimiterRejectedException>(() => _tenants.Get("a", 3)).RetryAfter);
    }

    [Fact]
    public async Task Two_limits_may_go_by_two_arguments()
    {
        var first = _tenants.ByTwoAsync("a", 1);

        var byTenant = await Assert.ThrowsAsync<RateLimiterRejectedException>(() => _tenants.ByTwoAsync("a", 2));
        var byId = await Assert.ThrowsAsync<RateLimiterRejectedException>(async () =>
        {
            _ = _tenants.ByTwoAsync("b", 1);
            await _tenants.ByTwoAsync("c", 1);
        });

        Assert.Contains("bulkhead", byTenant.Message, StringComparison.Ordinal);
        Assert.Contains("rate limit", byId.Message, StringComparison.Ordinal);
        _inner.Answer.SetResult(1);
        await first;
    }

    [Fact]
    public async Task Methods_share_the_partitions_of_an_interface_by_value_and_type()
    {
        IShared shared = new SharedAmbassador(_inner, new AmbassadorRuntime(new FakeTimeProvider()));
        var calls = new[] { shared.OneAsync("1"), shared.OtherAsync("2"), shared.ByNumberAsync(1).AsTask() };

        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => shared.OtherAsync("1"));
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => shared.OneAsync("2"));

        _inner.Answer.SetResult(1);
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task One_that_is_as_good_as_new_is_dropped_and_one_that_is_not_stays()
    {
        var time = new FakeTimeProvider();
        var clock = new Clock(time);
        var buckets = new Partitions<int, TokenBucket>(clock, () => new TokenBucket(clock, new() { RateLimit = 0.1, RateLimitBurst = 2 }));
        var rooms = new Partitions<int, Bulkhead>(clock, () => new Bulkhead(One));
        for (var key = 0; key < 1_000; key++)
        {
            await Enter(buckets.Of(key));
            await Enter(rooms.Of(key));
        }

        // Both tokens of 7 are gone; 9 is about to be used; somebody is in 8.
        await Enter(buckets.Of(7));
        var pinned = buckets.Of(9);
        for (var key = 0; key < 1_000; key++)
        {
            if (key != 8)
                Leave(rooms.Of(key));
        }

        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([7, 9], buckets.Keys.Order());
        Assert.Equal([8], rooms.Keys);

        pinned.Unpin();
        Leave(rooms.Of(8));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(buckets.Keys);
        Assert.Empty(rooms.Keys);

        static async Task Enter(Limit limit)
        {
            Assert.True(await limit.EnterAsync(mayWait: false, CancellationToken.None));
            limit.Unpin();
        }

        static void Leave(Bulkhead room)
        {
            room.Leave();
            room.Unpin();
        }
    }

    [Fact]
    public async Task Callers_and_sweeps_do_not_get_in_each_others_way()
    {
        var time = new FakeTimeProvider();
        var clock = new Clock(time);
        var rooms = new Partitions<int, Bulkhead>(clock, () => new Bulkhead(One));
        var running = new int[8];
        using var stop = new CancellationTokenSource();
        var sweeps = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                time.Advance(TimeSpan.FromSeconds(10));
        });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(caller => Task.Run(() =>
        {
            for (var i = 0; i < 50_000; i++)
            {
                var key = (i + caller) % running.Length;
                var room = rooms.Of(key);
                var isIn = room.TryEnter();
                room.Unpin();
                if (!isIn)
                    continue;

                Assert.Equal(1, Interlocked.Increment(ref running[key]));
                Interlocked.Decrement(ref running[key]);
                room.Leave();
            }
        })));
        await stop.CancelAsync();
        await sweeps;

        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(rooms.Keys);
    }
}
