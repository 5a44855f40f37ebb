using System.Net.Sockets;
using Polly.Timeout;

namespace Ambassador.Targets;

/// <summary>Tells failures that are answers from those where there was none.</summary>
internal static class Unanswered
{
    /// <summary>Whether a failure says that a target could not be reached, broke off or did not answer in time.</summary>
    public static bool Is(Exception failure) =>
        failure is TimeoutRejectedException or TimeoutException or SocketException or IOException or HttpRequestException { StatusCode: null };
}
