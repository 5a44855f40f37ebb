using Ambassador.Targets;
using Microsoft.Extensions.DependencyInjection;

namespace Ambassador.DependencyInjection;

/// <summary>The HTTP clients of targets.</summary>
internal static class HttpTargets
{
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(2);

    /// <summary>Registers the handlers that the clients of an interface's targets share.</summary>
    public static IHttpClientBuilder AddTo<TTarget>(IServiceCollection services) => services.AddHttpClient(NameOf<TTarget>())
        .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
        .UseSocketsHttpHandler(static (handler, _) => handler.PooledConnectionLifetime = s_connectionLifetime)
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

    /// <summary>A client for one target.</summary>
    /// <exception cref="InvalidOperationException">Its address is no URI.</exception>
    public static HttpClient CreateClient<TTarget>(IServiceProvider services, TargetEndpoint endpoint)
    {
        if (!Uri.TryCreate(endpoint.Address, UriKind.Absolute, out var address))
            throw new InvalidOperationException($"The address '{endpoint.Address}' of a target of '{TypeName.Of(typeof(TTarget))}' is not an absolute URI.");

        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(NameOf<TTarget>());
        client.BaseAddress = address;
        return client;
    }

    private static string NameOf<TTarget>() => $"Ambassador:{TypeName.Of(typeof(TTarget))}";
}
