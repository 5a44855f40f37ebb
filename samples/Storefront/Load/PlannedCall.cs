namespace Storefront.Load;

internal enum CallKind
{
    GetProduct,
    QuotePrice,
    SaveProduct,
}

/// <summary>One call to be made.</summary>
/// <param name="Due">When, from the start of the run.</param>
/// <param name="Kind">Which call.</param>
/// <param name="ProductId">For which product.</param>
internal readonly record struct PlannedCall(TimeSpan Due, CallKind Kind, int ProductId);
