using Microsoft.Extensions.Logging;

namespace Ambassador.Configuration;

/// <summary>What configuration has to say to operations.</summary>
internal static partial class ConfigurationLog
{
    [LoggerMessage(
        EventId = 101, EventName = "UnknownInterface", Level = LogLevel.Warning,
        Message = "'{Key}' in the configuration names no annotated interface and has no effect. Annotated interfaces: {Interfaces}.")]
    public static partial void UnknownInterface(this ILogger logger, string key, string interfaces);

    [LoggerMessage(
        EventId = 102, EventName = "ConfigurationReloaded", Level = LogLevel.Information,
        Message = "The policies in section '{Section}' have changed; the next call of each method follows them.")]
    public static partial void ConfigurationReloaded(this ILogger logger, string section);

    [LoggerMessage(
        EventId = 103, EventName = "ConfigurationRejected", Level = LogLevel.Error,
        Message = "The changed policies in section '{Section}' are invalid, so the previous ones stay in force: {Errors}")]
    public static partial void ConfigurationRejected(this ILogger logger, string section, string errors);
}
