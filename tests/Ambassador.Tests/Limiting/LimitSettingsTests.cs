using Ambassador.Tests.Services;
using Microsoft.Extensions.Time.Testing;
using Polly.RateLimiting;

namespace Ambassador.Tests.Limiting;

/// <summary>Whose limits they are, and what a change of settings does to them.</summary>
public class LimitSettingsTests
{
    public static TheoryData<Kind> AsyncKinds => Kinds.Async;

    [Fact]
    public async Task A_limit_is_the_methods_unless_its_scope_is_the_interface()
    {
        var inner = new Tenants();
        IRooms rooms = new RoomsAmbassador(inner, new AmbassadorRuntime(new FakeTimeProvider()));
        _ = rooms.SmallAsync();
        _ = rooms.OwnAsync();
        _ = rooms.OwnAsync();
        _ = rooms.OneAsync();
        _ = rooms.OtherAsync();
        Assert.Equal(5, inner.Calls);

        // What the interface says of a limit that is shared holds, whatever a method says.
        _ = rooms.OneAsync();
        var shared = await Assert.ThrowsAsync<RateLimiterRejectedException>(() => rooms.OtherAsync());
        _ = rooms.SmallAsync();
        var small = await Assert.ThrowsAsync<RateLimiterRejectedException>(() => rooms.SmallAsync());

        Assert.Equal(5, inner.Calls);
        Assert.Contains("IRooms.OtherAsync was refused by its bulkhead: 2 calls are under way at most, and 1 wait.", shared.Message, StringComparison.Ordinal);
        Assert.Contains("1 calls are under way at most, and 1 wait.", small.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_keys_and_runtimes_share_no_limit()
    {
        var inner = new Tenants();
        var runtime = new AmbassadorRuntime(new FakeTimeProvider());
        foreach (var rooms in new IRooms[] { new RoomsAmbassador(inner, runtime), new RoomsAmbassador(inner, runtime, "a"), new RoomsAmbassador(inner, new AmbassadorRuntime()) })
        {
            _ = rooms.SmallAsync();
            _ = rooms.SmallAsync();
            await Assert.ThrowsAsync<RateLimiterRejectedException>(() => rooms.SmallAsync());
        }

        Assert.Equal(3, inner.Calls);
    }

    [Theory, MemberData(nameof(AsyncKinds))]
    public async Task A_change_counts_the_calls_under_way_and_lets_in_whom_there_is_room_for(Kind kind)
    {
        using var gate = new Gate();
        using var harness = new Harness(new() { Bulkhead = 1, BulkheadQueue = 5 }, gate.Service);
        var calls = Enumerable.Range(0, 5).Select(_ => harness.Service.CallAsync(kind)).ToList();
        await gate.StartedAsync(1);
        Assert.Equal(1, harness.Inner.Attempts);

        Change(harness, new() { Bulkhead = 3, BulkheadQueue = 0 });
        await gate.StartedAsync(2);
        Assert.Equal(3, harness.Inner.Attempts);
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.CallAsync(kind));

        // Those in line stay there, and those under way end; then there is room for one at a time.
        Change(harness, new() { Bulkhead = 1 });
        gate.Answer();
        gate.Answer();
        await await Task.WhenAny(calls);
        Assert.Equal(3, harness.Inner.Attempts);
        gate.Answer();
        await gate.StartedAsync(1);
        Assert.Equal(4, harness.Inner.Attempts);

        gate.Open();
        await Task.WhenAll(calls);
        Assert.Equal(5, harness.Inner.Attempts);
    }

    [Fact]
    public async Task Switching_a_limit_off_loses_nobody_and_switching_it_on_again_remembers_who_is_in()
    {
        using var gate = new Gate();
        using var harness = new Harness(new() { Bulkhead = 1, BulkheadQueue = 1 }, gate.Service);
        var first = harness.Service.GetTaskAsync(1);
        var second = harness.Service.GetTaskAsync(1);

        Change(harness, new() { Bulkhead = 0 });
        var free = harness.Service.GetTaskAsync(1);
        await gate.StartedAsync(2);
        Change(harness, new() { Bulkhead = 1, BulkheadQueue = 1 });
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.GetTaskAsync(1));

        gate.Open();
        await Task.WhenAll(first, second, free);
    }

    [Fact]
    public async Task A_change_of_the_rate_keeps_the_tokens_that_fit()
    {
        using var harness = new Harness(new() { RateLimit = 1, RateLimitBurst = 10 }, new ScriptedService(n => Task.FromResult(n)));
        await harness.Service.GetTaskAsync(1);

        Change(harness, new() { RateLimit = 10, RateLimitBurst = 2 });
        await harness.Service.GetTaskAsync(1);
        await harness.Service.GetTaskAsync(1);
        var refused = await Assert.ThrowsAsync<RateLimiterRejectedException>(() => harness.Service.GetTaskAsync(1));
        Assert.Equal(TimeSpan.FromMilliseconds(100), refused.RetryAfter);

        // Nothing is made up for: what has gone by since then counts at the rate of then.
        Change(harness, new() { RateLimit = 1, RateLimitBurst = 10, RateLimitQueue = 1 });
        var waiting = harness.Service.GetTaskAsync(1);
        harness.Time.Advance(TimeSpan.FromMilliseconds(500));
        Change(harness, new() { RateLimit = 100, RateLimitBurst = 10, RateLimitQueue = 1 });
        Assert.False(waiting.IsCompleted);
        harness.Time.Advance(TimeSpan.FromMilliseconds(5));
        await waiting;
    }

    [Fact]
    public async Task Partitions_take_on_changes_too()
    {
        var runtime = new AmbassadorRuntime(new FakeTimeProvider());
        ITenants tenants = new TenantsAmbassador(new Tenants(), runtime);
        _ = tenants.DoValueTaskAsync("a");

        runtime.Overrides = Overrides.Of<ITenants>(new() { Bulkhead = 2, RateLimit = 0 });

        _ = tenants.DoValueTaskAsync("a");
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => tenants.DoValueTaskAsync("a").AsTask());
        _ = tenants.DoValueTaskAsync("b");
        _ = tenants.DoValueTaskAsync("b");
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => tenants.DoValueTaskAsync("b").AsTask());
    }

    [Fact]
    public async Task Calls_come_and_go_while_settings_change()
    {
        var (running, peak) = (0, 0);
        using var harness = new Harness(new() { Bulkhead = 8, BulkheadQueue = 10_000 }, new ScriptedService(async _ =>
        {
            peak = Math.Max(peak, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return 1;
        }));
        using var stop = new CancellationTokenSource();
        var changes = Task.Run(() =>
        {
            for (var max = 1; !stop.IsCancellationRequested; max = (max % 8) + 1)
                Change(harness, new() { Bulkhead = max, BulkheadQueue = 10_000 });
        });

        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(id => Task.Run(() => harness.Service.GetTaskAsync(id))));
        await stop.CancelAsync();
        await changes;

        Assert.Equal(2_000, harness.Inner.Attempts);
        Assert.Equal(0, running);
        Assert.InRange(peak, 1, 8);
    }

    private static void Change(Harness harness, PolicySettings settings) => harness.Runtime.Overrides = Overrides.Of<IService>(settings);
}
