using Ambassador;

namespace Storefront.Shop;

/// <summary>The pricing service, as the storefront sees it. Prices move, so they are kept for five seconds only.</summary>
[Ambassador(
    Retry = 3, RetryDelayMs = 50, TimeoutMs = 250, CacheSeconds = 5,
    Breaker = 0.5, BreakerSamplingSeconds = 2, BreakerBreakSeconds = 0.5)]
public interface IPricing
{
    ValueTask<Price> QuoteAsync(int productId, string currency, CancellationToken cancellationToken = default);
}
