using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Replicas.Processes;

/// <summary>
/// One replica, in a process of its own: Kestrel on loopback. It prints its address, obeys what it reads from its standard input, and ends when there is no more to read. So
/// it ends with whoever started it, however that ends.
/// </summary>
internal sealed class ReplicaServer
{
    public const string TurnSlow = "slow";
    public const string Recover = "well";

    private static readonly TimeSpan s_slowAnswer = TimeSpan.FromMilliseconds(900);

    private volatile bool _isSlow;

    public static async Task<int> RunAsync(int port)
    {
        var replica = new ReplicaServer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));

        await using var app = builder.Build();
        app.Run(replica.AnswerAsync);
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());

        await Task.WhenAny(replica.ObeyAsync(), app.WaitForShutdownAsync());
        await app.StopAsync();
        return 0;
    }

    private async Task ObeyAsync()
    {
        using var commands = new StreamReader(Console.OpenStandardInput());
        while (await commands.ReadLineAsync() is { } command)
            _isSlow = command == TurnSlow;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/ping")
            return;

        try
        {
            await Task.Delay(_isSlow ? s_slowAnswer : TimeSpan.FromMilliseconds(10 + 20 * Random.Shared.NextDouble()), context.RequestAborted);
            await context.Response.WriteAsync($"The answer to {context.Request.Path}.", context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller hung up; there is nobody left to answer.
        }
    }
}
