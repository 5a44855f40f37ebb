namespace Ambassador.Network.Tests.Http;

/// <summary>Replicas on real sockets that are restarted, killed and taken away while calls run. What is counted are calls, not milliseconds.</summary>
public class OutageTests
{
    private const int Workers = 8;
    private const int Threshold = 5;

    private static readonly PolicySettings Ejecting = new() { Eject = true, EjectConsecutiveFailures = Threshold };

    // Ejected for as long as the restart of one takes, so that no two are out at a time; and chosen by what does not remember failures for longer.
    private static readonly PolicySettings Retrying = Ejecting with { Balance = BalancingAlgorithm.LeastRequests, Retry = 3, RetryDelayMs = 1, EjectBaseSeconds = 0.2, EjectIntervalSeconds = 0.05 };

    [Fact]
    public async Task A_rolling_restart_of_all_replicas_fails_no_call_that_is_retried()
    {
        var servers = await CatalogServer.StartAsync(3);
        await using var caller = new Caller(Retrying, servers);
        var load = new Load(caller.Catalog, Workers);
        await load.MoreAsync(200);

        foreach (var server in servers)
        {
            await server.StopAsync();
            await load.MoreAsync(500);
            var before = server.Requests;
            await server.RunAsync();
            await Wait.UntilAsync(() => server.Requests >= before + 50);
        }

        await load.StopAsync();
        Assert.Empty(load.Failures);
        await EndAsync(servers);
    }

    [Fact]
    public async Task A_rolling_restart_that_takes_each_replica_out_first_fails_no_call_even_without_retries()
    {
        var servers = await CatalogServer.StartAsync(3);
        var source = new SpokenSource(Addresses(servers));
        await using var caller = new Caller(new(), targets => targets.From(_ => source));
        var load = new Load(caller.Catalog, Workers);
        await load.MoreAsync(200);

        foreach (var server in servers)
        {
            var client = caller.Made.Last(made => made.Http.BaseAddress == new Uri(server.Address));
            source.Say(Addresses(servers).Except([server.Address]));
            await Wait.UntilAsync(() => client.IsDisposed);
            await server.StopAsync();
            await load.MoreAsync(200);
            var before = server.Requests;
            await server.RunAsync();
            source.Say(Addresses(servers));
            await Wait.UntilAsync(() => server.Requests >= before + 50);
        }

        await load.StopAsync();
        Assert.Empty(load.Failures);
        await EndAsync(servers);
    }

    [Fact]
    public async Task The_death_of_one_of_three_fails_no_call_that_is_retried()
    {
        var servers = await CatalogServer.StartAsync(3);
        await using var caller = new Caller(Ejecting with { Retry = 3, RetryDelayMs = 1 }, servers);
        var load = new Load(caller.Catalog, Workers);
        await load.MoreAsync(200);

        await servers[1].KillAsync();
        await load.MoreAsync(2_000);

        await load.StopAsync();
        Assert.Empty(load.Failures);
        await EndAsync(servers);
    }

    // Each failure of the dead one follows the last: nobody succeeds there in between. Who goes by latency avoids it before it is ejected.
    [Theory]
    [InlineData(BalancingAlgorithm.RoundRobin, Threshold)]
    [InlineData(BalancingAlgorithm.LeastRequests, Threshold)]
    [InlineData(BalancingAlgorithm.PeakEwma, 1)]
    public async Task Without_retries_the_death_of_one_of_three_fails_at_most_as_many_calls_as_eject_it(BalancingAlgorithm algorithm, int least)
    {
        var servers = await CatalogServer.StartAsync(3);
        var callers = Enumerable.Range(0, 3).Select(_ => new Caller(Ejecting with { Balance = algorithm }, servers)).ToArray();
        foreach (var caller in callers)
            Assert.Equal(0, await FailuresAsync(caller, 50));

        await servers[1].KillAsync();

        var failures = await Task.WhenAll(callers.Select(caller => FailuresAsync(caller, 500)));
        Assert.All(failures, failed => Assert.InRange(failed, least, Threshold));
        foreach (var caller in callers)
            await caller.DisposeAsync();

        await EndAsync(servers);
    }

    // Those that are under way when it is ejected fail, too.
    [Fact]
    public async Task Without_retries_calls_beside_each_other_fail_that_often_and_once_for_each_that_is_under_way()
    {
        var servers = await CatalogServer.StartAsync(3);
        await using var caller = new Caller(Ejecting, servers);
        var load = new Load(caller.Catalog, Workers);
        await load.MoreAsync(200);

        await servers[1].KillAsync();
        await load.MoreAsync(2_000);

        await load.StopAsync();
        Assert.InRange(load.Failures.Count, 1, Threshold + Workers - 1);
        await EndAsync(servers);
    }

    [Fact]
    public async Task A_replica_that_leaves_ends_its_calls_and_is_then_disposed()
    {
        var servers = await CatalogServer.StartAsync(2);
        var source = new SpokenSource(servers[0].Address);
        await using var caller = new Caller(new(), targets => targets.From(_ => source));
        var answer = new TaskCompletionSource();
        servers[0].Before = _ => answer.Task;
        var calls = Enumerable.Range(0, 10).Select(id => caller.Catalog.GetAsync(id)).ToArray();
        await Wait.UntilAsync(() => servers[0].Requests == calls.Length);
        var leaving = Assert.Single(caller.Made);

        source.Say(servers[1].Address);
        await Wait.UntilAsync(() => caller.Made.Count == 2);
        Assert.Equal($"7 from {servers[1].Address}", await caller.Catalog.GetAsync(7));
        Assert.False(leaving.IsDisposed);

        answer.SetResult();
        Assert.All(await Task.WhenAll(calls), said => Assert.EndsWith($"from {servers[0].Address}", said));
        await Wait.UntilAsync(() => leaving.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => leaving.GetAsync(1));
        await EndAsync(servers);
    }

    private static async Task<int> FailuresAsync(Caller caller, int calls)
    {
        var failed = 0;
        for (var id = 0; id < calls; id++)
        {
            try
            {
                await caller.Catalog.GetAsync(id);
            }
            catch (HttpRequestException)
            {
                failed++;
            }
        }

        return failed;
    }

    private static IEnumerable<string> Addresses(CatalogServer[] servers) => servers.Select(server => server.Address);

    private static async Task EndAsync(CatalogServer[] servers)
    {
        foreach (var server in servers)
            await server.DisposeAsync();
    }
}
