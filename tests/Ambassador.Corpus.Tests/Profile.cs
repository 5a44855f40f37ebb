namespace Ambassador.Corpus.Tests;

/// <summary>What is asked for on behalf of every interface of the corpus.</summary>
/// <remarks>
/// The settings agree with each other: the total has room for four attempts of two seconds and the waits between them, and the sampling window for many. So what a
/// rule says, it says of the interface. There is one profile with a cache and one without, because hardly anybody caches whatever an interface returns, and what
/// would be said of the cache alone is to be told from the rest.
/// </remarks>
/// <param name="Name">What it is called in the results.</param>
/// <param name="Settings">What is set, as the attribute has it.</param>
internal sealed record Profile(string Name, string Settings)
{
    public static readonly Profile Cached = new("With the cache", "Retry = 3, TimeoutMs = 2_000, TotalTimeoutMs = 15_000, Breaker = 0.5, CacheSeconds = 60");

    public static readonly Profile Uncached = new("Without", "Retry = 3, TimeoutMs = 2_000, TotalTimeoutMs = 15_000, Breaker = 0.5");

    /// <summary>The attributes for some interfaces, one on each line.</summary>
    public string AttributesFor(IEnumerable<string> interfaces) =>
        string.Concat(interfaces.Select(type => $"[assembly: global::Ambassador.AmbassadorFor(typeof({type}), {Settings})]\n"));
}
