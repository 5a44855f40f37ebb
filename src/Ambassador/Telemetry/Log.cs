using Microsoft.Extensions.Logging;

namespace Ambassador.Telemetry;

/// <summary>Everything the runtime logs about calls. docs/telemetry.md lists the events for users.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "{Method}: attempt {Attempt} failed and is made again in {DelayMs} ms.", EventName = "Retrying")]
    public static partial void Retrying(ILogger logger, string method, int attempt, double delayMs, Exception error);

    [LoggerMessage(2, LogLevel.Warning, "{Method}: no answer within {TimeoutMs} ms ({Kind}).", EventName = "TimedOut")]
    public static partial void TimedOut(ILogger logger, string method, double timeoutMs, string kind);

    [LoggerMessage(3, LogLevel.Error, "{Method}: the circuit has opened for {BreakMs} ms.", EventName = "CircuitOpened")]
    public static partial void CircuitOpened(ILogger logger, string method, double breakMs, Exception? cause);

    [LoggerMessage(4, LogLevel.Information, "{Method}: the circuit is half-open and tries one call.", EventName = "CircuitHalfOpened")]
    public static partial void CircuitHalfOpened(ILogger logger, string method);

    [LoggerMessage(5, LogLevel.Information, "{Method}: the circuit has closed.", EventName = "CircuitClosed")]
    public static partial void CircuitClosed(ILogger logger, string method);

    [LoggerMessage(30, LogLevel.Information, "{Method}: attempt {Attempt} is made beside those under way.", EventName = "Hedging")]
    public static partial void Hedging(ILogger logger, string method, int attempt);

    [LoggerMessage(31, LogLevel.Warning, "{Method}: the call failed and its fallback answers.", EventName = "FallingBack")]
    public static partial void FallingBack(ILogger logger, string method, Exception failure);
}
