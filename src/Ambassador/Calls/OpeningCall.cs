using System.Runtime.CompilerServices;
using Ambassador.Limiting;
using Ambassador.Streaming;
using Ambassador.Targets;

namespace Ambassador.Calls;

/// <summary>
/// The opening of a stream, seen as a call of its own: it makes the call that returns the stream, and moves that to its first item.
/// So whatever holds for a call that returns a <see cref="ValueTask{TResult}"/> holds for it, but for the cache.
/// </summary>
internal readonly struct OpeningCall<TTarget, T, TCall>(TCall call, CancellationToken caller)
    : IFallbackCall<TTarget, ValueTask<OpenStream<T>>>, IPartitionedCall, IHashedCall, IOpeningCall
    where TTarget : class
    where T : allows ref struct
    where TCall : struct, ICall<TTarget, IAsyncEnumerable<T>>
{
    public ValueTask<OpenStream<T>> Invoke(TTarget target, CancellationToken cancellationToken)
        => OpenAsync(target, targets: null, failure: null, cancellationToken);

    public ValueTask<OpenStream<T>> Fallback(TargetSet<TTarget> targets, Exception failure, CancellationToken cancellationToken)
        => OpenAsync(target: null, targets, failure, cancellationToken);

    public void Partition(ref LimitChoice limits)
    {
        if (call is IPartitionedCall)
            ((IPartitionedCall)call).Partition(ref limits);
    }

    // Optimized from the first call: unoptimized code boxes the struct.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong? HashKey() => call is IHashedCall ? ((IHashedCall)call).HashKey() : null;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<OpenStream<T>> OpenAsync(
        TTarget? target, TargetSet<TTarget>? targets, Exception? failure, CancellationToken cancellationToken)
    {
        var stream = new OpenStream<T>(caller, cancellationToken);
        try
        {
            var items = failure is null
                ? call.Invoke(target!, stream.Token)
                : ((IFallbackCall<TTarget, IAsyncEnumerable<T>>)call).Fallback(targets!, failure, stream.Token);
            await stream.OpenAsync(items ?? throw ReturnedNull()).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.CloseAfterAsync(default).ConfigureAwait(false);
            throw;
        }
    }

    private static InvalidOperationException ReturnedNull() => new($"A method of {typeof(TTarget)} returned null instead of a stream.");
}

/// <summary>A call whose result nobody can share.</summary>
internal interface IOpeningCall;
