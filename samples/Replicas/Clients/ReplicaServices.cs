using Microsoft.Extensions.DependencyInjection;
using Replicas.Service;
using Replicas.Traffic;

namespace Replicas.Clients;

/// <summary>The services of a caller of the replicas: one ambassador for all of them.</summary>
internal static class ReplicaServices
{
    public static ServiceProvider Create(Choice choice, SpokenTargets targets, TrafficLog traffic)
    {
        var services = new ServiceCollection();

        // A loopback address needs no proxy, and the console belongs to the report.
        services.ConfigureHttpClientDefaults(http => http
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false })
            .RemoveAllLoggers());

        services.AddAmbassadorTargets<IReplica>(replicas => replicas
            .From(_ => targets)
            .CreateHttp(http => new MeasuredReplica(new ReplicaClient(http), traffic.At(http.BaseAddress!)))
            .WarmUp(async (replica, cancellationToken) =>
            {
                for (var i = 0; i < 5; i++)
                    await replica.PingAsync(cancellationToken);
            }));
        services.AddGeneratedAmbassadors(options => options.Configure<IReplica>(choice.Settings));
        return services.BuildServiceProvider();
    }
}
