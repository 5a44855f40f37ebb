using Ambassador.CircuitBreaking;
using Ambassador.Time;
using Ambassador.Timeouts;
using Microsoft.Extensions.Logging;
using Polly.Registry;

namespace Ambassador.Calls;

/// <summary>What the methods of one runtime share.</summary>
/// <param name="Clock">Time, for everything.</param>
/// <param name="Deadlines">Watches over attempts that are timed.</param>
/// <param name="Randomizer">Numbers from [0, 1) for whatever is left to chance.</param>
/// <param name="Logger">Where the runtime logs to.</param>
/// <param name="Pipelines">Where the user's own pipelines are; null for none.</param>
/// <param name="InjectsFaults">Whether attempts fail on purpose where settings say so.</param>
internal sealed record CallEnvironment(
    Clock Clock,
    DeadlineScanner Deadlines,
    Func<double> Randomizer,
    ILogger Logger,
    ResiliencePipelineProvider<string>? Pipelines,
    bool InjectsFaults)
{
    /// <summary>Makes circuits, and keeps those that methods of several interfaces share.</summary>
    public CircuitFactory Circuits { get; } = new(Clock, Randomizer, Logger);
}
