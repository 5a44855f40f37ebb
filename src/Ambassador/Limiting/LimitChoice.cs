namespace Ambassador.Limiting;

/// <summary>The partitions that one call goes by. Used by generated code; not thread-safe.</summary>
public struct LimitChoice
{
    private readonly LimitGroup<TokenBucket>? _rateLimits;
    private readonly LimitGroup<Bulkhead>? _bulkheads;

    internal LimitChoice(LimitGroup<TokenBucket>? rateLimits, LimitGroup<Bulkhead>? bulkheads)
    {
        _rateLimits = rateLimits;
        _bulkheads = bulkheads;
    }

    /// <summary>The rate limit, pinned; null if it is not partitioned.</summary>
    internal TokenBucket? RateLimit { get; private set; }

    /// <summary>The bulkhead, pinned; null if it is not partitioned.</summary>
    internal Bulkhead? Bulkhead { get; private set; }

    /// <summary>The rate limit is that of one value of an argument.</summary>
    /// <typeparam name="TKey">The parameter's type, compared by its default equality.</typeparam>
    /// <param name="key">The argument.</param>
    public void RateLimitBy<TKey>(TKey key) => RateLimit = _rateLimits?.Of(key);

    /// <summary>The bulkhead is that of one value of an argument.</summary>
    /// <inheritdoc cref="RateLimitBy{TKey}"/>
    public void BulkheadBy<TKey>(TKey key) => Bulkhead = _bulkheads?.Of(key);

    /// <summary>The partitions have been entered, or will not be.</summary>
    internal readonly void Unpin()
    {
        RateLimit?.Unpin();
        Bulkhead?.Unpin();
    }
}
