using Ambassador;

namespace Storefront.Shop;

/// <summary>The catalog, as the storefront sees it.</summary>
/// <remarks>
/// The sampling window and the break are short because the whole story takes ten seconds;
/// the defaults (30 s and 5 s) suit a service that runs for longer.
/// </remarks>
[Ambassador(
    Retry = 3, RetryDelayMs = 50, TimeoutMs = 250, CacheSeconds = 60,
    Breaker = 0.5, BreakerSamplingSeconds = 2, BreakerBreakSeconds = 0.5)]
public interface ICatalog
{
    ValueTask<Product> GetAsync(int id, CancellationToken cancellationToken = default);

    // A save that timed out may have been made all the same, so it is not repeated; nor is there a result to keep.
    [Ambassador(Retry = 0, CacheSeconds = 0)]
    Task SaveAsync(Product product, CancellationToken cancellationToken = default);
}
