using System.Runtime.CompilerServices;
using Ambassador;
using Ambassador.Targets;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Shop;

[Ambassador(Retry = 2)]
[Balance(BalancingAlgorithm.LeastRequests)]
[Eject]
public interface ICatalog
{
    Task<string> GetAsync(int id, CancellationToken cancellationToken = default);
}

/// <summary>The code of docs/targets.md, as it stands there.</summary>
internal static class TargetsSample
{
    public static void InCode(IServiceCollection services)
    {
        services.AddAmbassadorTargets<ICatalog>(targets => targets
            .Add("http://10.0.0.1:8080", zone: "a", weight: 2)
            .Add("http://10.0.0.2:8080", zone: "b")
            .CreateHttp(http => new CatalogClient(http)));
        services.AddGeneratedAmbassadors();
    }

    public static void Keyed(IServiceCollection services)
    {
        services.AddKeyedSingleton<ICatalog, EuropeanCatalog>("eu");
        services.AddKeyedSingleton<ICatalog, AmericanCatalog>("us");
        services.AddAmbassadorTargets<ICatalog>(targets => targets.AddKeyed("eu").AddKeyed("us", priority: 1));
        services.AddGeneratedAmbassadors();
    }

    public static void Discovered(IServiceCollection services)
    {
        services.AddServiceDiscovery();
        services.AddAmbassadorTargets<ICatalog>(targets => targets
            .FromServiceDiscovery("https+http://catalog", (endpoint, target) => target with { Zone = endpoint.Features.Get<Region>()?.Name })
            .CreateHttp(http => new CatalogClient(http)));
        services.AddGeneratedAmbassadors();
    }

    public static void InFile(IServiceCollection services, string path)
    {
        services.AddSingleton<ITargetSource<ICatalog>>(new FileTargets(path));
        services.AddAmbassadorTargets<ICatalog>(targets => targets.CreateHttp(http => new CatalogClient(http)));
        services.AddGeneratedAmbassadors();
    }

    public static void Made(IServiceCollection services)
    {
        services.AddAmbassadorTargets<ICatalog>(targets => targets
            .Add("first").Add("second")
            .Create((services, endpoint) => new LocalCatalog(endpoint.Address)));
        services.AddGeneratedAmbassadors();
    }

    public static void WithHandler(IServiceCollection services)
    {
        InCode(services);
        services.AddHttpClient("Ambassador:Shop.ICatalog").AddHttpMessageHandler(() => new Authenticating());
    }

    public static void OverGrpc(IServiceCollection services)
    {
        services.AddAmbassadorTargets<ICatalog>(targets => targets
            .Add("https://10.0.0.1:8443").Add("https://10.0.0.2:8443")
            .Create((services, endpoint) => GrpcChannel.ForAddress(endpoint.Address), channel => new CatalogClientOverChannel(channel)));
        services.AddGeneratedAmbassadors();
    }

    public static void WarmedUp(IServiceCollection services)
    {
        services.AddAmbassadorTargets<ICatalog>(targets => targets
            .Add("http://10.0.0.1:8080").CreateHttp(http => new CatalogClient(http))
            .WarmUp(async (catalog, cancellationToken) => await catalog.GetAsync(0, cancellationToken)));
        services.AddGeneratedAmbassadors();
    }
}

public sealed class FileTargets(string path) : ITargetSource<ICatalog>
{
    public async IAsyncEnumerable<IReadOnlyCollection<TargetEndpoint>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var read = DateTime.MinValue; ; await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken))
        {
            if (File.GetLastWriteTimeUtc(path) is var written && written == read)
                continue;

            var addresses = await File.ReadAllLinesAsync(path, cancellationToken);
            yield return [.. addresses.Select(address => new TargetEndpoint(address))];
            read = written;
        }
    }
}

public sealed record Region(string Name);

public sealed class CatalogClient(HttpClient http) : ICatalog
{
    public Task<string> GetAsync(int id, CancellationToken cancellationToken) => http.GetStringAsync(new Uri($"items/{id}", UriKind.Relative), cancellationToken);
}

public sealed class CatalogClientOverChannel(ChannelBase channel) : ICatalog
{
    public Task<string> GetAsync(int id, CancellationToken cancellationToken) => Task.FromResult(channel.Target);
}

public sealed class LocalCatalog(string name) : ICatalog
{
    public Task<string> GetAsync(int id, CancellationToken cancellationToken) => Task.FromResult(name);
}

public sealed class EuropeanCatalog : ICatalog
{
    public Task<string> GetAsync(int id, CancellationToken cancellationToken) => Task.FromResult("eu");
}

public sealed class AmericanCatalog : ICatalog
{
    public Task<string> GetAsync(int id, CancellationToken cancellationToken) => Task.FromResult("us");
}

internal sealed class Authenticating : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new("Bearer", "secret");
        return base.SendAsync(request, cancellationToken);
    }
}
