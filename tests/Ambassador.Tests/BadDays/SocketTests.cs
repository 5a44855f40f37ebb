using Ambassador.Tests.Services;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Tests.BadDays;

/// <summary>Real servers that misbehave. Time is the system's: what is counted are requests and outcomes, not milliseconds.</summary>
public class SocketTests
{
    public static TheoryData<Mood> Bad { get; } = [Mood.Hangs, Mood.AnswersHalf, Mood.Dies, Mood.IsBusy];

    [Theory, MemberData(nameof(Bad))]
    public async Task A_bad_answer_is_made_good_by_the_next(Mood mood)
    {
        using var server = new BadServer(request => request < 3 ? mood : Mood.Well);
        using var client = new Client(server, new() { Retry = 3, RetryDelayMs = 1, TimeoutMs = 500 });

        Assert.Equal("fine", await client.Inventory.CountAsync());
        Assert.Equal("fine", await client.Inventory.CountSoonAsync());
        Assert.Equal(4, server.Requests);
    }

    [Theory, MemberData(nameof(Bad))]
    public async Task A_server_that_stays_bad_is_asked_as_often_as_configured(Mood mood)
    {
        using var server = new BadServer(_ => mood);
        using var client = new Client(server, new() { Retry = 2, RetryDelayMs = 1, TimeoutMs = 200 });

        var error = await Assert.ThrowsAnyAsync<Exception>(() => client.Inventory.CountAsync());

        Assert.Equal(mood == Mood.Hangs ? typeof(TimeoutRejectedException) : typeof(HttpRequestException), error.GetType());
        Assert.Equal(3, server.Requests);
        Assert.Equal(0, client.TimersInUse);
    }

    [Fact]
    public async Task A_server_that_is_gone_refuses_and_comes_back()
    {
        BadServer server = new(_ => Mood.Well);
        using var client = new Client(server, new() { Retry = 1, RetryDelayMs = 1 });
        Assert.Equal("fine", await client.Inventory.CountAsync());
        server.Dispose();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.Inventory.CountAsync());
    }

    [Fact]
    public async Task A_server_that_flaps_is_not_noticed()
    {
        using var server = new BadServer(request => request % 2 == 0 ? Mood.Well : Mood.Dies);
        using var client = new Client(server, new() { Retry = 30, RetryBudget = 10, RetryDelayMs = 1, TimeoutMs = 5_000 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.Inventory.CountAsync()));

        Assert.All(answers, answer => Assert.Equal("fine", answer));
        Assert.Equal(0, client.TimersInUse);
    }

    // Whoever is under way when the circuit opens still ends; whoever comes after it has opened does not get through.
    [Fact]
    public async Task A_thousand_callers_meet_an_opening_circuit()
    {
        using var server = new BadServer(_ => Mood.Dies);
        using var client = new Client(server, new() { Breaker = 0.5, BreakerMinimumThroughput = 10, BreakerBreakSeconds = 3_600 });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(() => OutcomeAsync(client.Inventory))));
        var reached = server.Requests;
        var later = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(() => OutcomeAsync(client.Inventory))));

        Assert.All(outcomes, outcome => Assert.True(outcome is HttpRequestException or BrokenCircuitException, outcome?.ToString()));
        Assert.True(outcomes.Count(outcome => outcome is HttpRequestException) >= 10);
        Assert.Equal(outcomes.Count(outcome => outcome is HttpRequestException), reached);
        Assert.All(later, outcome => Assert.IsType<BrokenCircuitException>(outcome));
        Assert.Equal(reached, server.Requests);
    }

    private static async Task<Exception?> OutcomeAsync(IInventory inventory)
    {
        try
        {
            await inventory.CountAsync();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private sealed class Client : IDisposable
    {
        private readonly AmbassadorRuntime _runtime = new();
        private readonly HttpClient _http;

        public Client(BadServer server, PolicySettings settings)
        {
            _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = server.Address };
            _runtime.Overrides = Overrides.Of<IInventory>(settings);
            Inventory = new InventoryAmbassador(new InventoryClient(_http), _runtime);
        }

        public IInventory Inventory { get; }

        public int TimersInUse => _runtime.TimersInUse;

        public void Dispose()
        {
            _http.Dispose();
            _runtime.Dispose();
        }
    }
}
