using System.Runtime.CompilerServices;
using Ambassador.Limiting;
using Ambassador.Targets;

namespace Ambassador.Calls;

/// <summary>A call that returns a <see cref="ValueTask"/>, seen as one with a result.</summary>
internal readonly struct NothingCall<TTarget, TCall>(TCall call) : IFallbackCall<TTarget, ValueTask<Nothing>>, IPartitionedCall, IHashedCall
    where TTarget : class
    where TCall : struct, ICall<TTarget, ValueTask>
{
    public ValueTask<Nothing> Invoke(TTarget target, CancellationToken cancellationToken) => NothingTask.Add(call.Invoke(target, cancellationToken));

    // Optimized code calls the struct itself; other code would put a copy on the heap for each call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Partition(ref LimitChoice limits)
    {
        if (call is IPartitionedCall)
            ((IPartitionedCall)call).Partition(ref limits);
    }

    // Optimized from the first call: unoptimized code boxes the struct.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong? HashKey() => call is IHashedCall ? ((IHashedCall)call).HashKey() : null;

    public ValueTask<Nothing> Fallback(TargetSet<TTarget> targets, Exception failure, CancellationToken cancellationToken)
        => NothingTask.Add(((IFallbackCall<TTarget, ValueTask>)call).Fallback(targets, failure, cancellationToken));
}
