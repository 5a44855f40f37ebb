using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Ambassador.Telemetry;
using Polly.RateLimiting;

namespace Ambassador.Limiting;

/// <summary>The limits that the calls of one method go through. Immutable, around state that is not.</summary>
/// <param name="method">Told about refusals.</param>
/// <param name="rateLimit">The outermost, if there is one.</param>
/// <param name="bulkhead">The next, if there is one.</param>
/// <param name="adaptive">The innermost, if there is one.</param>
internal sealed class MethodLimits(
    MethodTelemetry method, LimitGroup<TokenBucket>? rateLimit, LimitGroup<Bulkhead>? bulkhead, LimitGroup<AdaptiveLimit>? adaptive)
{
    /// <summary>Has a call enter all of its limits at once.</summary>
    /// <param name="call">The call, which may say what they are partitioned by.</param>
    /// <exception cref="RateLimiterRejectedException">One of them refuses the call.</exception>
    [SuppressMessage("Reliability", "CA2012", Justification = "What does not wait has completed.")]
    public Admission Enter<TCall>(TCall call)
        where TCall : struct
        => EnterAsync(call, mayWait: false, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Has a call enter all of its limits.</summary>
    /// <param name="call">The call, which may say what they are partitioned by.</param>
    /// <param name="mayWait">Whether it may wait in line; otherwise this completes before it returns.</param>
    /// <param name="caller">The caller's token.</param>
    /// <exception cref="RateLimiterRejectedException">One of them refuses the call.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled while waiting.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Admission> EnterAsync<TCall>(TCall call, bool mayWait, CancellationToken caller)
        where TCall : struct
    {
        var choice = new LimitChoice(rateLimit, bulkhead);
        try
        {
            Choose(call, ref choice);
            var bucket = choice.RateLimit ?? rateLimit?.Whole;
            if (bucket is not null && !await bucket.EnterAsync(mayWait, caller).ConfigureAwait(false))
                throw Refusal(bucket);

            var room = choice.Bulkhead ?? bulkhead?.Whole;
            if (room is not null && !await room.EnterAsync(mayWait, caller).ConfigureAwait(false))
                throw Refusal(room);

            var bound = adaptive?.Whole;
            if (bound?.TryEnter() == false)
            {
                room?.Leave();
                throw Refusal(bound);
            }

            return new(room, bound);
        }
        finally
        {
            choice.Unpin();
        }
    }

    // Optimized code calls the struct itself; other code would put a copy on the heap for each call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Choose<TCall>(TCall call, ref LimitChoice choice)
        where TCall : struct
    {
        if (call is IPartitionedCall)
            ((IPartitionedCall)call).Partition(ref choice);
    }

    private RateLimiterRejectedException Refusal(Limit limit)
    {
        method.LimitRejected(limit.Kind);
        return limit.Refusal(method.DisplayName);
    }
}
