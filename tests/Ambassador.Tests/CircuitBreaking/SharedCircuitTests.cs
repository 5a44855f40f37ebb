using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;

namespace Ambassador.Tests.CircuitBreaking;

public sealed class SharedCircuitTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogCollector _logs = new();
    private readonly Warehouse _warehouse = new();
    private readonly AmbassadorRuntime _runtime;

    public SharedCircuitTests() => _runtime = new(_time, new LoggerFactory([new FakeLoggerProvider(_logs)]));

    public void Dispose() => _runtime.Dispose();

    [Fact]
    public async Task One_method_opens_the_interfaces_circuit_for_all_and_a_probe_of_another_closes_it()
    {
        IShelves shelves = new ShelvesAmbassador(_warehouse, _runtime);
        var circuit = Assert.Single(new AmbassadorCircuits<IShelves>(_runtime).All);

        await Assert.ThrowsAsync<IOException>(shelves.LookAsync);
        Assert.Throws<BrokenCircuitException>(shelves.Sweep);
        var broken = await Assert.ThrowsAsync<BrokenCircuitException>(() => shelves.CountAsync().AsTask());
        Assert.Equal($"The circuit of {typeof(IShelves)} is open and lets no call through.", broken.Message);

        _warehouse.Fails = false;
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, await shelves.CountAsync());
        await shelves.LookAsync();

        Assert.Equal("Open HalfOpen Closed", circuit.Path());
        Assert.Same(circuit, new AmbassadorCircuits<IShelves>(_runtime)[nameof(IShelves.Sweep)]);
    }

    [Fact]
    public async Task Each_service_key_has_a_circuit_for_its_interface()
    {
        IShelves eu = new ShelvesAmbassador(_warehouse, _runtime, "eu");
        IShelves us = new ShelvesAmbassador(_warehouse, _runtime, "us");

        await Assert.ThrowsAsync<IOException>(eu.LookAsync);
        await Assert.ThrowsAsync<IOException>(us.LookAsync);
        await Assert.ThrowsAsync<BrokenCircuitException>(eu.LookAsync);
    }

    [Fact]
    public async Task A_group_is_one_circuit_across_interfaces_and_keys_within_a_runtime()
    {
        IReturns returns = new ReturnsAmbassador(_warehouse, _runtime);
        IOrders orders = new OrdersAmbassador(_warehouse, _runtime, "eu");
        using var other = new AmbassadorRuntime();
        IReturns elsewhere = new ReturnsAmbassador(_warehouse, other);

        await Assert.ThrowsAsync<IOException>(returns.AcceptAsync);
        var broken = await Assert.ThrowsAsync<BrokenCircuitException>(orders.PlaceAsync);
        Assert.Equal("The circuit of backend is open and lets no call through.", broken.Message);
        await Assert.ThrowsAsync<IOException>(orders.CancelAsync);
        await Assert.ThrowsAsync<IOException>(elsewhere.AcceptAsync);

        var circuit = new AmbassadorCircuits<IOrders>(_runtime, "eu")[nameof(IOrders.PlaceAsync)];
        Assert.Same(new AmbassadorCircuits<IReturns>(_runtime)[nameof(IReturns.AcceptAsync)], circuit);
        Assert.Equal("backend", circuit.Name);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task The_settings_in_force_are_those_of_the_method_that_is_set_up_first(bool ordersFirst, int failures)
    {
        Action[] setUp = [() => _ = new OrdersAmbassador(_warehouse, _runtime), () => _ = new ReturnsAmbassador(_warehouse, _runtime)];
        foreach (var each in ordersFirst ? setUp : setUp.Reverse())
            each();

        IOrders orders = new OrdersAmbassador(_warehouse, _runtime);
        for (var i = 0; i < failures; i++)
            await Assert.ThrowsAsync<IOException>(orders.PlaceAsync);

        await Assert.ThrowsAsync<BrokenCircuitException>(orders.PlaceAsync);
    }

    [Fact]
    public void A_method_whose_own_settings_are_not_in_force_is_logged()
    {
        _ = new OrdersAmbassador(_warehouse, _runtime);
        _ = new ShelvesAmbassador(_warehouse, _runtime);
        _ = new ReturnsAmbassador(_warehouse, _runtime);

        var entry = Assert.Single(_logs.GetSnapshot());
        Assert.Equal((LogLevel.Warning, "CircuitSettingsIgnored"), (entry.Level, entry.Id.Name));
        Assert.Equal(
            $"{typeof(IReturns)}.AcceptAsync: it shares the circuit of backend, and the settings in force are another method's, not its own.", entry.Message);
    }

    [Fact]
    public async Task When_the_first_leaves_the_settings_are_those_of_the_next()
    {
        IOrders orders = new OrdersAmbassador(_warehouse, _runtime);
        _ = new ReturnsAmbassador(_warehouse, _runtime);
        var circuit = new AmbassadorCircuits<IReturns>(_runtime)[nameof(IReturns.AcceptAsync)];

        await Assert.ThrowsAsync<IOException>(orders.PlaceAsync);
        Assert.Equal("", circuit.Path());

        _runtime.Overrides = new(new Dictionary<string, PolicySettings>(), new Dictionary<(string, string), PolicySettings>
        {
            [(typeof(IOrders).FullName!, nameof(IOrders.PlaceAsync))] = new() { BreakerConsecutiveFailures = 0 },
        });
        await Assert.ThrowsAsync<IOException>(orders.PlaceAsync);
        Assert.Empty(new AmbassadorCircuits<IOrders>(_runtime).All);

        IReturns returns = new ReturnsAmbassador(_warehouse, _runtime);
        await Assert.ThrowsAsync<IOException>(returns.AcceptAsync);
        await Assert.ThrowsAsync<BrokenCircuitException>(returns.AcceptAsync);
    }

    [Fact]
    public async Task Each_method_says_for_itself_what_counts_and_what_is_slow()
    {
        _runtime.Overrides = new(
            new Dictionary<string, PolicySettings>
            {
                [typeof(IShelves).FullName!] = new() { BreakerConsecutiveFailures = 0, BreakerSlowCallMs = 100, BreakerSlowRatio = 0.5, BreakerMinimumThroughput = 1 },
            },
            new Dictionary<(string, string), PolicySettings>
            {
                [(typeof(IShelves).FullName!, nameof(IShelves.LookAsync))] = new() { BreakerSlowCallMs = 1_000 },
            });
        var slow = new Slow(_time);
        IShelves shelves = new ShelvesAmbassador(slow, _runtime);

        await shelves.LookAsync();
        var circuit = Assert.Single(new AmbassadorCircuits<IShelves>(_runtime).All);
        Assert.Equal("", circuit.Path());

        shelves.Sweep();
        Assert.Equal("Open", circuit.Path());
    }

    private sealed class Slow(FakeTimeProvider time) : IShelves
    {
        public Task LookAsync() => CountAsync().AsTask();

        public ValueTask<int> CountAsync()
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            return new(1);
        }

        public void Sweep() => CountAsync().AsTask().GetAwaiter().GetResult();
    }
}
