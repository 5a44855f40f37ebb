using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;

namespace Ambassador.Network.Tests.Grpc;

/// <summary>The catalogue's method, as the compiler of protocol buffers would write it, but with text for messages.</summary>
public static class CatalogMethods
{
    private static readonly Marshaller<string> s_text = Marshallers.Create(System.Text.Encoding.UTF8.GetBytes, System.Text.Encoding.UTF8.GetString);

    public static Method<string, string> Get { get; } = new(MethodType.Unary, "catalog.Catalog", "Get", s_text, s_text);

    /// <summary>Is found by ASP.NET Core through the attribute of <see cref="CatalogBase"/>, and called without a service.</summary>
    public static void Bind(ServiceBinderBase binder, CatalogBase? service) => binder.AddMethod(Get, service is null ? null! : service.Get);
}

/// <summary>The service, as the compiler would write it.</summary>
[BindServiceMethod(typeof(CatalogMethods), nameof(CatalogMethods.Bind))]
public abstract class CatalogBase
{
    public abstract Task<string> Get(string id, ServerCallContext context);
}

/// <summary>What answers.</summary>
public sealed class CatalogService : CatalogBase
{
    /// <summary>What happens before an answer.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    public override async Task<string> Get(string id, ServerCallContext context)
    {
        await Before(context.CancellationToken);
        return $"{id} from http://{context.Host}";
    }
}

/// <summary>The catalogue over gRPC.</summary>
public sealed class CatalogClientOverChannel : ICatalog
{
    private readonly CallInvoker _invoker;

    public CatalogClientOverChannel(GrpcChannel channel)
    {
        Channel = channel;
        _invoker = channel.CreateCallInvoker();
        Made.Enqueue(this);
    }

    /// <summary>All that have been made.</summary>
    public static ConcurrentQueue<CatalogClientOverChannel> Made { get; } = [];

    public GrpcChannel Channel { get; }

    public async Task<string> GetAsync(int id, CancellationToken cancellationToken = default)
    {
        using var call = _invoker.AsyncUnaryCall(CatalogMethods.Get, null, new CallOptions(cancellationToken: cancellationToken), $"{id}");
        return await call;
    }
}
