using Ambassador.Targets;

namespace Ambassador.Calls;

/// <summary>A call that returns a <see cref="ValueTask"/>, seen as one with a result.</summary>
internal readonly struct NothingCall<TTarget, TCall>(TCall call) : IFallbackCall<TTarget, ValueTask<Nothing>>
    where TTarget : class
    where TCall : struct, ICall<TTarget, ValueTask>
{
    public ValueTask<Nothing> Invoke(TTarget target, CancellationToken cancellationToken) => NothingTask.Add(call.Invoke(target, cancellationToken));

    public ValueTask<Nothing> Fallback(TargetSet<TTarget> targets, Exception failure, CancellationToken cancellationToken)
        => NothingTask.Add(((IFallbackCall<TTarget, ValueTask>)call).Fallback(targets, failure, cancellationToken));
}
