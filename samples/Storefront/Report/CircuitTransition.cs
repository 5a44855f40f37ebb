namespace Storefront.Report;

/// <summary>The states of a circuit, in the order of how much they matter to a reader of the timeline.</summary>
internal enum CircuitState
{
    Closed,
    Open,
    HalfOpen,
}

/// <summary>A circuit that changed.</summary>
/// <param name="At">When, from the start of the run.</param>
/// <param name="Circuit">Whose circuit it is: <c>ICatalog.GetAsync</c>.</param>
/// <param name="State">What it changed to.</param>
internal readonly record struct CircuitTransition(TimeSpan At, string Circuit, CircuitState State);
