using System.Runtime.CompilerServices;
using Ambassador.Pooling;
using Ambassador.Targets;
using Ambassador.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ambassador.Tests.Performance;

/// <summary>What a lease costs once the pool is warm.</summary>
[Collection(nameof(Undisturbed))]
public sealed class PooledLeaseTests : IAsyncDisposable
{
    private readonly TargetPool<object> _pool = new(
        new Factory(), new() { Max = 1, DrainTimeout = TimeSpan.Zero }, new Clock(TimeProvider.System), () => 0, new(NullLogger.Instance, "hot", default));

    [Fact]
    public void A_lease_allocates_nothing()
    {
        using var source = new CancellationTokenSource();
        Assert.Equal(0, Allocation.Of(() => _pool.AcquireAsync(source.Token).GetAwaiter().GetResult().Return(AttemptOutcome.Succeeded)));
        Assert.Equal(0, Allocation.Of(() => _pool.Acquire(source.Token).Return(AttemptOutcome.Succeeded)));
    }

    [Fact]
    public void A_place_in_line_allocates_nothing()
    {
        using var source = new CancellationTokenSource();
        var held = _pool.Acquire(default);

        Assert.Equal(0, Allocation.Of(() =>
        {
            var next = _pool.AcquireAsync(source.Token);
            Assert.False(next.IsCompleted);
            held.Return(AttemptOutcome.Succeeded);
            held = next.GetAwaiter().GetResult();
        }));
    }

    [Fact]
    public async Task Waiting_in_line_allocates_nothing_on_any_thread()
    {
        using var source = new CancellationTokenSource();
        async Task<long> Round()
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ManyAsync(source.Token), CancellationToken.None)));
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        // Other threads of the process allocate too, now and then. What a lease allocates would be 20 bytes at the very least.
        var bytes = new[] { await Round(), await Round(), await Round() }.Min();
        Assert.InRange(bytes, 0, 4 * Allocation.Calls);
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private async Task ManyAsync(CancellationToken token)
    {
        for (var i = 0; i < Allocation.Calls; i++)
            await OneAsync(token).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask OneAsync(CancellationToken token)
    {
        var lease = await _pool.AcquireAsync(token).ConfigureAwait(false);
        await Task.Yield();
        lease.Return(AttemptOutcome.Succeeded);
    }

    private sealed class Factory : IPooledTargetFactory<object>
    {
        public ValueTask<object> CreateAsync(CancellationToken cancellationToken) => new(new object());
    }
}
