using Microsoft.Extensions.Logging;

namespace Ambassador.Telemetry;

/// <summary>
/// Everything the runtime logs. docs/telemetry.md lists the events for users. One class, because the generator that implements
/// the methods writes several classes in another order in each build, and one source would no longer make one assembly.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "{Method}: attempt {Attempt} failed and is made again in {DelayMs} ms.", EventName = "Retrying")]
    public static partial void Retrying(ILogger logger, string method, int attempt, double delayMs, Exception? error);

    [LoggerMessage(2, LogLevel.Warning, "{Method}: no answer within {TimeoutMs} ms ({Kind}).", EventName = "TimedOut")]
    public static partial void TimedOut(ILogger logger, string method, double timeoutMs, string kind);

    [LoggerMessage(3, LogLevel.Error, "{Circuit}: the circuit has opened for {BreakMs} ms ({Cause}).", EventName = "CircuitOpened")]
    public static partial void CircuitOpened(ILogger logger, string circuit, double breakMs, string cause, Exception? failure);

    [LoggerMessage(4, LogLevel.Information, "{Circuit}: the circuit is half-open and probes the service.", EventName = "CircuitHalfOpened")]
    public static partial void CircuitHalfOpened(ILogger logger, string circuit);

    [LoggerMessage(5, LogLevel.Information, "{Circuit}: the circuit has closed.", EventName = "CircuitClosed")]
    public static partial void CircuitClosed(ILogger logger, string circuit);

    [LoggerMessage(21, LogLevel.Warning, "{Circuit}: the circuit is isolated by hand and lets nothing through until it is closed.", EventName = "CircuitIsolated")]
    public static partial void CircuitIsolated(ILogger logger, string circuit);

    [LoggerMessage(22, LogLevel.Error, "{Circuit}: a handler of the circuit's transitions failed.", EventName = "CircuitHandlerFailed")]
    public static partial void CircuitHandlerFailed(ILogger logger, string circuit, Exception error);

    [LoggerMessage(23, LogLevel.Warning, "{Method}: it shares the circuit of {Circuit}, and the settings in force are another method's, not its own.", EventName = "CircuitSettingsIgnored")]
    public static partial void CircuitSettingsIgnored(ILogger logger, string method, string circuit);

    [LoggerMessage(101, LogLevel.Warning, "'{Key}' in the configuration names no annotated interface and has no effect. Annotated interfaces: {Interfaces}.", EventName = "UnknownInterface")]
    public static partial void UnknownInterface(ILogger logger, string key, string interfaces);

    [LoggerMessage(102, LogLevel.Information, "The policies in section '{Section}' have changed; the next call of each method follows them.", EventName = "ConfigurationReloaded")]
    public static partial void ConfigurationReloaded(ILogger logger, string section);

    [LoggerMessage(103, LogLevel.Error, "The changed policies in section '{Section}' are invalid, so the previous ones stay in force: {Errors}", EventName = "ConfigurationRejected")]
    public static partial void ConfigurationRejected(ILogger logger, string section, string errors);

    [LoggerMessage(111, LogLevel.Warning, "The open generic registration {Registration} has no ambassador: its calls go through no policies.", EventName = "RegistrationLeftAlone")]
    public static partial void RegistrationLeftAlone(ILogger logger, string registration);

    [LoggerMessage(41, LogLevel.Warning, "Fault injection is enabled: calls fail and are held up on purpose where FaultRate or FaultLatencyMs is set.", EventName = "FaultInjectionEnabled")]
    public static partial void FaultInjectionEnabled(ILogger logger);

    [LoggerMessage(30, LogLevel.Information, "{Method}: attempt {Attempt} is made beside those under way.", EventName = "Hedging")]
    public static partial void Hedging(ILogger logger, string method, int attempt);

    [LoggerMessage(31, LogLevel.Warning, "{Method}: the call failed and its fallback answers.", EventName = "FallingBack")]
    public static partial void FallingBack(ILogger logger, string method, Exception failure);

    [LoggerMessage(51, LogLevel.Warning, "{Pool}: {Step} a pooled target failed.", EventName = "PooledTargetFailed")]
    public static partial void PooledTargetFailed(ILogger logger, string pool, string step, Exception error);
}
