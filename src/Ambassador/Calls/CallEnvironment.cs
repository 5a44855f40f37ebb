using Ambassador.Time;
using Ambassador.Timeouts;
using Microsoft.Extensions.Logging;

namespace Ambassador.Calls;

/// <summary>What the methods of one runtime share.</summary>
/// <param name="Clock">Time, for everything.</param>
/// <param name="Deadlines">Watches over attempts that are timed.</param>
/// <param name="Randomizer">Numbers from [0, 1) for whatever is left to chance.</param>
/// <param name="Logger">Where the runtime logs to.</param>
/// <param name="InjectsFaults">Whether attempts fail on purpose where settings say so.</param>
internal sealed record CallEnvironment(Clock Clock, DeadlineScanner Deadlines, Func<double> Randomizer, ILogger Logger, bool InjectsFaults);
