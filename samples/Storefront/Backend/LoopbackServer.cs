using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Shop;

namespace Storefront.Backend;

/// <summary>Kestrel on a free port of the loopback address, silent, with the fault script in front.</summary>
internal static class LoopbackServer
{
    public static async Task<WebApplication> StartAsync(ScriptPlayer player, Action<WebApplication> map, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0));
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ShopJson.Default));

        var app = builder.Build();
        app.UseMiddleware<FaultMiddleware>(player);
        map(app);
        await app.StartAsync(cancellationToken);
        return app;
    }

    /// <summary>Where a started server listens.</summary>
    public static Uri Address(this WebApplication app) => new(app.Urls.Single());
}
