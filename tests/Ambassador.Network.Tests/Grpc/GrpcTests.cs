using System.Net;
using Ambassador.Network.Tests.Http;
using Ambassador.Targets;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ambassador.Network.Tests.Grpc;

/// <summary>Targets that are channels of gRPC, to real servers.</summary>
public class GrpcTests
{
    [Fact]
    public async Task Each_target_has_a_channel_of_its_own_which_is_disposed_when_its_last_call_has_ended()
    {
        await using var first = await ServerAsync();
        await using var second = await ServerAsync();
        var source = new SpokenSource(AddressOf(first), AddressOf(second));
        await using var provider = Provider(targets => targets.From(_ => source), new() { Balance = BalancingAlgorithm.RoundRobin });
        var catalog = provider.GetRequiredService<ICatalog>();
        string[] said = [await catalog.GetAsync(1), await catalog.GetAsync(1)];
        Assert.Equal(new[] { $"1 from {AddressOf(first)}", $"1 from {AddressOf(second)}" }.Order(), said.Order());

        var answer = new TaskCompletionSource();
        var arrived = 0;
        first.Services.GetRequiredService<CatalogService>().Before = second.Services.GetRequiredService<CatalogService>().Before = _ =>
        {
            Interlocked.Increment(ref arrived);
            return answer.Task;
        };
        Task<string>[] calls = [catalog.GetAsync(2), catalog.GetAsync(2)];
        await Wait.UntilAsync(() => arrived == 2);
        source.Say(AddressOf(second));
        var (leaving, staying) = (ChannelOf(first), ChannelOf(second));
        await Wait.UntilAsync(() => Targets.Of<ICatalog>(provider).Length == 1);
        Assert.False(IsDisposed(leaving));

        answer.SetResult();
        Assert.Equal(new[] { $"2 from {AddressOf(first)}", $"2 from {AddressOf(second)}" }.Order(), (await Task.WhenAll(calls)).Order());
        await Wait.UntilAsync(() => IsDisposed(leaving));
        Assert.False(IsDisposed(staying));
        Assert.Equal($"3 from {AddressOf(second)}", await catalog.GetAsync(3));

        await provider.DisposeAsync();
        Assert.True(IsDisposed(staying));
    }

    [Fact]
    public async Task A_call_whose_server_is_gone_is_made_good_by_another()
    {
        await using var first = await ServerAsync();
        await using var second = await ServerAsync();
        var gone = AddressOf(first);
        await using var provider = Provider(targets => targets.Add(gone).Add(AddressOf(second)), new() { Retry = 1, RetryDelayMs = 1 });
        var catalog = provider.GetRequiredService<ICatalog>();
        await catalog.GetAsync(1);

        await first.StopAsync(new CancellationToken(canceled: true));

        for (var id = 0; id < 50; id++)
            Assert.Equal($"{id} from {AddressOf(second)}", await catalog.GetAsync(id));
    }

    private static ServiceProvider Provider(Action<AmbassadorTargets<ICatalog>> targets, PolicySettings settings)
    {
        var services = new ServiceCollection();
        services.AddAmbassadorTargets<ICatalog>(catalog =>
        {
            catalog.Create((_, endpoint) => GrpcChannel.ForAddress(endpoint.Address), channel => new CatalogClientOverChannel(channel));
            targets(catalog);
        });
        services.AddGeneratedAmbassadors(options => options.Configure<ICatalog>(settings));
        return services.BuildServiceProvider();
    }

    private static async Task<WebApplication> ServerAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<CatalogService>();
        var server = builder.Build();
        server.MapGrpcService<CatalogService>();
        await server.StartAsync();
        return server;
    }

    private static string AddressOf(WebApplication server) => server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private static GrpcChannel ChannelOf(WebApplication server)
    {
        var authority = new Uri(AddressOf(server)).Authority;
        return Assert.Single(CatalogClientOverChannel.Made, made => made.Channel.Target == authority).Channel;
    }

    // A channel says so itself.
    private static bool IsDisposed(GrpcChannel channel)
    {
        try
        {
            channel.CreateCallInvoker();
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
