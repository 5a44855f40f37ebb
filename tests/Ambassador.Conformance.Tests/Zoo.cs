namespace Ambassador.Conformance.Tests;

/// <summary>What the families of interfaces have in common.</summary>
internal static class Zoo
{
    /// <summary>Runtimes are not shared, so that no test meets the circuits and caches of another.</summary>
    public static AmbassadorRuntime Runtime() => new();

    /// <summary>Fails as a broken connection does the first two times; the third call comes through.</summary>
    public static void FailTwice(ref int attempts)
    {
        if (Interlocked.Increment(ref attempts) <= 2)
            throw new HttpRequestException("connection reset");
    }
}
