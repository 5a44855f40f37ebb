using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Ambassador;
using Polly;

namespace Mistakes;

/// <summary>An order whose answer is lost is placed again.</summary>
[Ambassador(Retry = 3)]
public interface IOrders
{
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);

    Task PlaceOrderAsync(Item item, CancellationToken cancellationToken = default); // AMB0008
}

/// <summary>The second attempt sends what the first has left of the stream.</summary>
[Ambassador(Retry = 3)]
public interface IUploads
{
    Task PutAsync(
        string path,
        Stream content, // AMB0018
        CancellationToken cancellationToken = default);
}

/// <summary>Mistakes of the program, and cancellations, that are to be retried.</summary>
[Ambassador]
public interface IRetried
{
    [Retry(3, On = typeof(NullReferenceException))] // AMB0021
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);

    [Retry(3, On = typeof(OperationCanceledException))] // AMB0021
    Task<Item> FindAsync(string name, CancellationToken cancellationToken = default);
}

/// <summary>Its implementation calls itself, and what it gets is not kept.</summary>
[Ambassador]
public interface IArticles
{
    [Ambassador(CacheSeconds = 60)]
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);

    Task WarmUpAsync(CancellationToken cancellationToken = default);
}

public sealed class Articles : IArticles
{
    public Task<Item> GetAsync(int id, CancellationToken cancellationToken = default) => Task.FromResult(new Item(id, "Article"));

    public Task WarmUpAsync(CancellationToken cancellationToken = default) => GetAsync(1, cancellationToken); // AMB0024
}

/// <summary>Retries of what is retried already.</summary>
public sealed class Checkout(IOrders orders)
{
    public async Task<Item> FindAsync(int id, ResiliencePipeline pipeline, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async token => await orders.GetAsync(id, token), cancellationToken); // AMB0028
}
