using System.Runtime.CompilerServices;
using Ambassador.Limiting;

namespace Ambassador.Calls;

/// <summary>A call that returns a <see cref="ValueTask"/>, seen as one with a result.</summary>
internal readonly struct NothingCall<TTarget, TCall>(TCall call) : ICall<TTarget, ValueTask<Nothing>>, IPartitionedCall
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
}
