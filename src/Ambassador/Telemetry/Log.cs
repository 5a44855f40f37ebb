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

    [LoggerMessage(61, LogLevel.Information, "{Interface}: target {Target} has joined.", EventName = "TargetJoined")]
    public static partial void TargetJoined(ILogger logger, string @interface, string target);

    [LoggerMessage(62, LogLevel.Information, "{Interface}: target {Target} leaves; calls under way on it go on.", EventName = "TargetLeft")]
    public static partial void TargetLeft(ILogger logger, string @interface, string target);

    [LoggerMessage(63, LogLevel.Error, "{Interface}: target {Target} could not be made, and gets no calls.", EventName = "TargetFailed")]
    public static partial void TargetFailed(ILogger logger, string @interface, string target, Exception error);

    [LoggerMessage(64, LogLevel.Warning, "{Interface}: target {Target} could not be warmed up, and gets calls all the same.", EventName = "WarmUpFailed")]
    public static partial void WarmUpFailed(ILogger logger, string @interface, string target, Exception error);

    [LoggerMessage(65, LogLevel.Warning, "{Interface}: target {Target} has left and could not be disposed.", EventName = "TargetNotDisposed")]
    public static partial void TargetNotDisposed(ILogger logger, string @interface, string target, Exception error);

    [LoggerMessage(66, LogLevel.Error, "{Interface}: a source of targets failed, and is asked again in {PauseSeconds} s; what it last said stands.", EventName = "TargetSourceFailed")]
    public static partial void TargetSourceFailed(ILogger logger, string @interface, double pauseSeconds, Exception error);

    [LoggerMessage(67, LogLevel.Warning, "{Interface}: target {Target} is ejected for {Seconds} s ({Cause}).", EventName = "TargetEjected")]
    public static partial void TargetEjected(ILogger logger, string @interface, string target, double seconds, string cause);

    [LoggerMessage(68, LogLevel.Warning, "{Interface}: target {Target} is an outlier ({Cause}) but stays: as many are ejected as may be.", EventName = "TargetNotEjected")]
    public static partial void TargetNotEjected(ILogger logger, string @interface, string target, string cause);

    [LoggerMessage(69, LogLevel.Information, "{Interface}: target {Target} is no longer ejected.", EventName = "TargetReturned")]
    public static partial void TargetReturned(ILogger logger, string @interface, string target);

    [LoggerMessage(70, LogLevel.Warning, "{Interface}: target {Target} is {Health} now.", EventName = "TargetHealthChanged")]
    public static partial void TargetHealthChanged(ILogger logger, string @interface, string target, string health, Exception? error);
}
