using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Retries;

/// <summary>Orders behind their ambassador, and a clock that the test drives.</summary>
internal sealed class OrdersHarness : IDisposable
{
    private readonly AmbassadorRuntime _runtime;

    public OrdersHarness(Func<int, object> script)
    {
        Inner = new Orders(script);
        _runtime = new AmbassadorRuntime(Time, randomizer: () => 0.5);
        Orders = new OrdersAmbassador(Inner, _runtime);
    }

    public FakeTimeProvider Time { get; } = new();

    public Orders Inner { get; }

    public IOrders Orders { get; }

    /// <summary>How much time a call takes, failed or not, on the clock.</summary>
    public async Task<TimeSpan> TimeAsync(Func<IOrders, Task> call)
    {
        var started = Time.GetUtcNow();
        var running = call(Orders);
        while (!running.IsCompleted)
            Time.Advance(TimeSpan.FromMilliseconds(50));

        await running.ContinueWith(static _ => { }, TaskScheduler.Default);
        return Time.GetUtcNow() - started;
    }

    public void Dispose() => _runtime.Dispose();
}
