using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace Ambassador.Telemetry;

/// <summary>How calls and attempts end, as the tag <c>ambassador.outcome</c> says it.</summary>
internal static class CallOutcome
{
    public const string Success = "success";
    public const string Failure = "failure";
    public const string Timeout = "timeout";
    public const string Rejected = "rejected";
    public const string Canceled = "canceled";
    public const string Fallback = "fallback";

    public static string Of(Exception? error, bool callerCanceled) => error switch
    {
        null => Success,
        OperationCanceledException when callerCanceled => Canceled,
        TimeoutRejectedException => Timeout,
        BrokenCircuitException or RateLimiterRejectedException => Rejected,
        _ => Failure,
    };
}
