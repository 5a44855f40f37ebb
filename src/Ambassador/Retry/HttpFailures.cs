using System.ComponentModel;
using System.Net;
using System.Net.Http.Headers;

namespace Ambassador.Retry;

/// <summary>What HTTP says of failure. Used by generated code, for results that carry a status.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HttpFailures
{
    /// <summary>
    /// Whether a status is worth a retry: 408, 429 and everything from 500 on, as in Microsoft.Extensions.Http.Resilience.
    /// </summary>
    /// <param name="status">The status.</param>
    public static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    /// <summary>What the <c>Retry-After</c> header asks for (RFC 9110, 10.2.3): seconds, or a date; null where there is none.</summary>
    /// <param name="headers">The headers of the response, if there was one.</param>
    /// <param name="time">Tells how far a date is away.</param>
    public static TimeSpan? RetryAfter(HttpResponseHeaders? headers, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (headers?.RetryAfter is not { } header)
            return null;

        if (header.Delta is { } delta)
            return delta;

        return header.Date - time.GetUtcNow() is { } wait ? (wait > TimeSpan.Zero ? wait : TimeSpan.Zero) : null;
    }

    /// <summary>What gRPC's pushback asks for (gRFC A6): milliseconds; anything else forbids the retry. Null where there is none.</summary>
    /// <param name="pushback">The value of the trailer <c>grpc-retry-pushback-ms</c>.</param>
    public static TimeSpan? Pushback(string? pushback)
    {
        if (pushback is null)
            return null;

        var isWait = int.TryParse(pushback, System.Globalization.CultureInfo.InvariantCulture, out var milliseconds) && milliseconds >= 0;
        return isWait ? TimeSpan.FromMilliseconds(milliseconds) : Timeout.InfiniteTimeSpan;
    }
}
