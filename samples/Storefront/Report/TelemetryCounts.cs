namespace Storefront.Report;

/// <summary>What the ambassadors' meter has counted during a run.</summary>
internal record struct TelemetryCounts(long Calls, long Retries, long CacheHits, long CacheMisses)
{
    /// <summary>The share of look-ups that were served from memory; null when nothing was looked up.</summary>
    public readonly double? CacheHitRate => CacheHits + CacheMisses is > 0 and var requests ? (double)CacheHits / requests : null;
}
