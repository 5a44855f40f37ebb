namespace Storefront.Backend;

/// <summary>What becomes of one request.</summary>
internal enum Fault
{
    None,

    /// <summary>The answer is right, but late.</summary>
    Slow,

    /// <summary>503, service unavailable.</summary>
    Unavailable,

    /// <summary>The connection is cut before an answer.</summary>
    Dropped,
}
