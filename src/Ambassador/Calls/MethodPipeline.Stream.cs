using Ambassador.Ambient;
using Ambassador.Streaming;
using Ambassador.Targets;
using Ambassador.Telemetry;

namespace Ambassador.Calls;

/// <content>
/// Calls that return an <see cref="IAsyncEnumerable{T}"/>. Each enumeration is a call, and its opening, up to the first item, goes through
/// the stages of a call that returns a <see cref="ValueTask{TResult}"/>, from below telemetry on. Only the cache has no part in it.
/// </content>
public sealed partial class MethodPipeline
{
    /// <summary>Makes a call that returns a stream. Nothing happens before the stream is enumerated.</summary>
    /// <typeparam name="TTarget">The annotated interface.</typeparam>
    /// <typeparam name="T">The stream's items.</typeparam>
    /// <typeparam name="TCall">The generated call struct.</typeparam>
    /// <param name="targets">The implementations to choose from.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The caller's token; each enumeration may add one of its own.</param>
    /// <returns>A stream that may be enumerated as often as the implementation can be called, also concurrently.</returns>
    public IAsyncEnumerable<T> InvokeStream<TTarget, T, TCall>(TargetSet<TTarget> targets, TCall call, CancellationToken cancellationToken)
        where TTarget : class
        where T : allows ref struct
        where TCall : struct, ICall<TTarget, IAsyncEnumerable<T>>
    {
        var plan = _plan;
        if (plan is { IsTransparent: true, IsSimple: true } && targets.Only is { } only && !AmbientCall.IsPresent && !MethodTelemetry.IsObserved && !cancellationToken.IsCancellationRequested)
            return call.Invoke(only, cancellationToken);

        return new RoutedStream<TTarget, T, TCall>(this, targets, call, cancellationToken);
    }

    private sealed class RoutedStream<TTarget, T, TCall>(
        MethodPipeline pipeline, TargetSet<TTarget> targets, TCall call, CancellationToken method) : IAsyncEnumerable<T>
        where TTarget : class
        where T : allows ref struct
        where TCall : struct, ICall<TTarget, IAsyncEnumerable<T>>
    {
        // telemetry
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            var plan = Overridden<TTarget>(pipeline._plan);
            var enumerator = new Enumerator<TTarget, T, TCall>(plan, targets, call, method, cancellationToken);
            var isCanceled = method.IsCancellationRequested || cancellationToken.IsCancellationRequested;
            return MethodTelemetry.IsObserved && !isCanceled
                ? new ObservedEnumerator<T>(enumerator, plan.Telemetry, method, cancellationToken)
                : enumerator;
        }
    }

    private sealed class Enumerator<TTarget, T, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken method, CancellationToken enumeration)
        : StreamEnumerator<T>(plan.Policy, plan.Environment.Clock, plan.Environment.Deadlines, plan.Telemetry, method, enumeration)
        where TTarget : class
        where T : allows ref struct
        where TCall : struct, ICall<TTarget, IAsyncEnumerable<T>>
    {
        protected override ValueTask<OpenStream<T>> OpenAsync(CancellationToken caller)
            => plan.FallsBack
                ? FallbackValueTask<TTarget, OpenStream<T>, OpeningCall<TTarget, T, TCall>>(plan, targets, new(call, caller), caller)
                : InheritValueTask<TTarget, OpenStream<T>, OpeningCall<TTarget, T, TCall>>(plan, targets, new(call, caller), caller);
    }
}
