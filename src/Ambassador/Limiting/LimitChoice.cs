namespace Ambassador.Limiting;

/// <summary>The limits that one call is subject to. Used by generated code; not thread-safe.</summary>
public struct LimitChoice
{
    private readonly MethodLimits? _method;

    internal LimitChoice(MethodLimits method) => _method = method;

    internal TokenBucket? RateLimit { get; private set; }

    internal Bulkhead? Bulkhead { get; private set; }

    internal AdaptiveLimit? Adaptive { get; private set; }

    /// <summary>The rate limit is that of one value of an argument.</summary>
    /// <typeparam name="TKey">The parameter's type, compared by its default equality.</typeparam>
    /// <param name="key">The argument.</param>
    public void RateLimitBy<TKey>(TKey key) => RateLimit = _method?.RateLimit?.Of(key);

    /// <summary>The bulkhead is that of one value of an argument.</summary>
    /// <inheritdoc cref="RateLimitBy{TKey}"/>
    public void BulkheadBy<TKey>(TKey key) => Bulkhead = _method?.Bulkhead?.Of(key);

    /// <summary>The limits that are not partitioned.</summary>
    internal void Complete()
    {
        RateLimit ??= _method?.RateLimit?.Whole;
        Bulkhead ??= _method?.Bulkhead?.Whole;
        Adaptive = _method?.Adaptive?.Whole;
    }

    /// <summary>The limits have been entered, or will not be.</summary>
    internal readonly void Unpin()
    {
        RateLimit?.Unpin();
        Bulkhead?.Unpin();
        Adaptive?.Unpin();
    }
}
