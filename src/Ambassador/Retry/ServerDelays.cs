using System.Collections.Concurrent;
using Polly.CircuitBreaker;
using Polly.RateLimiting;

namespace Ambassador;

/// <summary>
/// How long services ask to wait before a retry, by the exceptions that say so. Understood without being told: the <c>RetryAfter</c> of Polly's
/// rejections and, in programs that reference them, gRPC's pushback (<c>grpc-retry-pushback-ms</c>, gRFC A6) and the <c>Retry-After</c> header
/// of Refit's <c>ApiException</c>. Safe for concurrent use; holds for the whole process.
/// </summary>
public static class ServerDelays
{
    private static readonly ConcurrentDictionary<Type, Func<Exception, TimeProvider, TimeSpan?>> s_readers = new()
    {
        [typeof(BrokenCircuitException)] = static (error, _) => ((BrokenCircuitException)error).RetryAfter,
        [typeof(RateLimiterRejectedException)] = static (error, _) => ((RateLimiterRejectedException)error).RetryAfter,
    };

    /// <summary>Teaches the retries of all ambassadors to read the delay off exceptions of a type and of those derived from it.</summary>
    /// <typeparam name="TException">The type of exception; what was registered for it before is replaced.</typeparam>
    /// <param name="read">
    /// Reads the delay: null leaves the wait to the policy, a negative time forbids the retry. It is called concurrently and must not throw.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="read"/> is null.</exception>
    public static void Register<TException>(Func<TException, TimeProvider, TimeSpan?> read)
        where TException : Exception
    {
        ArgumentNullException.ThrowIfNull(read);
        s_readers[typeof(TException)] = (error, time) => read((TException)error, time);
    }

    internal static TimeSpan? Of(Exception failure, TimeProvider time)
    {
        for (var type = failure.GetType(); type is not null; type = type.BaseType)
        {
            if (s_readers.TryGetValue(type, out var read))
                return read(failure, time);
        }

        return null;
    }
}
