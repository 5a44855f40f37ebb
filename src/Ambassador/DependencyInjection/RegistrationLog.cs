using Microsoft.Extensions.Logging;

namespace Ambassador.DependencyInjection;

/// <summary>What registration has to say to operations.</summary>
internal static partial class RegistrationLog
{
    [LoggerMessage(
        EventId = 111, EventName = "RegistrationLeftAlone", Level = LogLevel.Warning,
        Message = "The open generic registration {Registration} has no ambassador: its calls go through no policies.")]
    public static partial void RegistrationLeftAlone(this ILogger logger, string registration);
}
