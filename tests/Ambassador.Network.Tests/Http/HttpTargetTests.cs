using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.Network.Tests.Http;

/// <summary>What clients of HTTP targets are like.</summary>
public class HttpTargetTests
{
    [Fact]
    public async Task Each_target_has_a_client_with_its_address_and_without_a_timeout()
    {
        await using var first = await CatalogServer.StartAsync();
        await using var second = await CatalogServer.StartAsync();
        await using var caller = new Caller(new() { Balance = BalancingAlgorithm.RoundRobin }, first, second);

        var said = new[] { await caller.Catalog.GetAsync(1), await caller.Catalog.GetAsync(1) };

        Assert.Equal(new[] { $"1 from {first.Address}", $"1 from {second.Address}" }.Order(), said.Order());
        Assert.Equal([new Uri(first.Address), new Uri(second.Address)], caller.Made.Select(made => made.Http.BaseAddress));
        Assert.All(caller.Made, made => Assert.Equal(Timeout.InfiniteTimeSpan, made.Http.Timeout));
        Assert.Equal(2, caller.Made.Select(made => made.Http).Distinct().Count());
    }

    [Fact]
    public async Task All_share_the_handlers_of_one_named_client_which_can_be_added_to()
    {
        var servers = await CatalogServer.StartAsync(3);
        var (made, seen) = (0, 0);
        await using var caller = new Caller(
            new() { Balance = BalancingAlgorithm.RoundRobin },
            targets => Array.ForEach(servers, server => targets.Add(server.Address)),
            services => services.AddHttpClient("Ambassador:Ambassador.Network.Tests.ICatalog").AddHttpMessageHandler(() =>
            {
                Interlocked.Increment(ref made);
                return new Seeing(() => Interlocked.Increment(ref seen));
            }));

        for (var id = 0; id < 9; id++)
            await caller.Catalog.GetAsync(id);

        Assert.All(servers, server => Assert.Equal(3, server.Requests));
        Assert.Equal((1, 9), (made, seen));
        foreach (var server in servers)
            await server.DisposeAsync();
    }

    [Fact]
    public async Task The_handlers_renew_their_connections()
    {
        await using var server = await CatalogServer.StartAsync();
        await using var caller = new Caller(new(), server);
        var handler = caller.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("Ambassador:Ambassador.Network.Tests.ICatalog");
        while (handler is DelegatingHandler outer)
            handler = outer.InnerHandler!;

        Assert.Equal(TimeSpan.FromMinutes(2), Assert.IsType<SocketsHttpHandler>(handler).PooledConnectionLifetime);
    }

    [Fact]
    public async Task An_address_that_is_no_URI_is_said_clearly()
    {
        await using var caller = new Caller(new(), targets => targets.Add("catalog"));

        var error = await Assert.ThrowsAsync<NoTargetsException>(() => caller.Catalog.GetAsync(1));

        Assert.Equal(
            "Ambassador.Network.Tests.ICatalog has no target to go to: The address 'catalog' of a target of 'Ambassador.Network.Tests.ICatalog' is not an absolute URI.",
            error.Message);
    }

    private sealed class Seeing(Action see) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            see();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
