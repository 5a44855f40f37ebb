using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ambassador.Network.Tests.Http;

/// <summary>A Kestrel on a port of its own, which can be stopped, killed and started again.</summary>
public sealed class CatalogServer : IAsyncDisposable
{
    private readonly int _port;
    private WebApplication? _running;
    private int _requests;

    private CatalogServer(int port) => _port = port;

    public string Address => $"http://127.0.0.1:{_port}";

    /// <summary>How many requests have arrived.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>What happens before an answer.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    public static async Task<CatalogServer> StartAsync()
    {
        var server = new CatalogServer(FreePort());
        await server.RunAsync();
        return server;
    }

    public static async Task<CatalogServer[]> StartAsync(int count)
    {
        var servers = new CatalogServer[count];
        for (var i = 0; i < count; i++)
            servers[i] = await StartAsync();

        return servers;
    }

    /// <summary>Starts it, again, on its port.</summary>
    public async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port, listen => listen.Protocols = HttpProtocols.Http1));
        _running = builder.Build();
        _running.MapGet("/items/{id}", async (int id, CancellationToken aborted) =>
        {
            Interlocked.Increment(ref _requests);
            await Before(aborted);
            return Results.Text($"{id} from {Address}");
        });
        await _running.StartAsync();
    }

    /// <summary>Ends it as a deployment does: what is under way is answered, connections are closed.</summary>
    public Task StopAsync() => EndAsync(CancellationToken.None);

    /// <summary>Ends it as the death of its process does: every connection breaks at once.</summary>
    public Task KillAsync() => EndAsync(new(canceled: true));

    public ValueTask DisposeAsync() => new(KillAsync());

    private async Task EndAsync(CancellationToken patience)
    {
        if (Interlocked.Exchange(ref _running, null) is not { } running)
            return;

        try
        {
            await running.StopAsync(patience);
        }
        catch (OperationCanceledException)
        {
            // It has not been patient.
        }

        await running.DisposeAsync();
    }

    // Below those that the system gives to clients: one of them could take it while the server is down.
    private static int FreePort()
    {
        while (true)
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
                probe.Start();
                return ((IPEndPoint)probe.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // It is taken.
            }
        }
    }
}
