using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Ambassador.Caching;
using Ambassador.CircuitBreaking;
using Ambassador.Targets;
using Ambassador.Telemetry;
using Ambassador.Timeouts;

namespace Ambassador.Calls;

/// <content>Calls that return a <see cref="ValueTask{TResult}"/> or a <see cref="ValueTask"/>.</content>
public sealed partial class MethodPipeline
{
    /// <summary>Makes a call that returns a <see cref="ValueTask{TResult}"/>.</summary>
    /// <typeparam name="TTarget">The annotated interface.</typeparam>
    /// <typeparam name="TResult">The method's result.</typeparam>
    /// <typeparam name="TArguments">The method's one argument, or a tuple of them, or <see cref="Nothing"/>.</typeparam>
    /// <typeparam name="TCall">The generated struct that makes the call.</typeparam>
    /// <param name="targets">The implementations to choose from.</param>
    /// <param name="arguments">The arguments, which are also the key of the result in the cache.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public ValueTask<TResult> InvokeValueTask<TTarget, TArguments, TResult, TCall>(TargetSet<TTarget> targets, TArguments arguments, CancellationToken cancellationToken)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, ValueTask<TResult>>
        => RunValueTask<TTarget, TArguments, TResult, TCall>(_plan, targets, arguments, cancellationToken);

    /// <summary>Makes a call that returns a <see cref="ValueTask"/>.</summary>
    /// <inheritdoc cref="InvokeValueTask{TTarget, TArguments, TResult, TCall}"/>
    public ValueTask InvokeValueTask<TTarget, TArguments, TCall>(TargetSet<TTarget> targets, TArguments arguments, CancellationToken cancellationToken)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, ValueTask>
        => NothingTask.Drop(RunValueTask<TTarget, TArguments, Nothing, NothingCall<TTarget, TArguments, TCall>>(_plan, targets, arguments, cancellationToken));

    // The common case, ahead of the stages: nobody follows the call, nothing is kept or timed, the circuit is closed.
    // Each return hands a callee's ValueTask on as it comes: joined in one expression they are copied, and that costs more than the call.
    [SuppressMessage("Design", "CA1031", Justification = "A call that throws at once is a failed attempt like any other.")]
    private static ValueTask<TResult> RunValueTask<TTarget, TArguments, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, ValueTask<TResult>>
    {
        if (!plan.IsSimple || MethodTelemetry.IsObserved || caller.IsCancellationRequested)
            return StageValueTask<TTarget, TArguments, TResult, TCall>(plan, targets, arguments, caller);

        if (plan.IsTransparent)
            return default(TCall).Invoke(targets.Next(), arguments, caller);

        ValueTask<TResult> task;
        try
        {
            task = default(TCall).Invoke(targets.Next(), arguments, caller);
        }
        catch (Exception error)
        {
            task = ValueTask.FromException<TResult>(error);
        }

        if (!task.IsCompletedSuccessfully)
            return AwaitValueTask<TTarget, TArguments, TResult, TCall>(plan, task, targets, arguments, caller);

        plan.Circuit?.Succeeded(Circuit.ClosedPermit);
        return task;
    }

    // All stages, outermost first.
    private static ValueTask<TResult> StageValueTask<TTarget, TArguments, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, ValueTask<TResult>>
    {
        if (caller.IsCancellationRequested)
            return ValueTask.FromCanceled<TResult>(caller);

        if (MethodTelemetry.IsObserved)
            return ObserveValueTask<TTarget, TArguments, TResult, TCall>(plan, targets, arguments, caller);

        if (plan.Policy.Caches)
            return CacheValueTask<TTarget, TArguments, TResult, TCall>(plan, targets, arguments, caller);

        return AttemptValueTask<TTarget, TArguments, TResult, TCall>(plan, targets, arguments, caller);
    }

    // telemetry
    private static ValueTask<TResult> ObserveValueTask<TTarget, TArguments, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, ValueTask<TResult>>
    {
        if (MethodTelemetry.IsTraced)
            return TraceValueTask<TTarget, TArguments, TResult, TCall>(plan, targets, arguments, caller);

        var started = Stopwatch.GetTimestamp();
        var task = CacheValueTask<TTarget, TArguments, TResult, TCall>(plan, targets, arguments, caller);
        if (!task.IsCompletedSuccessfully)
            return MeasureValueTask(plan, task, started, activity: null, caller);

        plan.Telemetry.CallEnded(started, activity: null, error: null, callerCanceled: false);
        return task;
    }

    // An async method of its own: the activity is current inside it and nowhere else.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<TResult> TraceValueTask<TTarget, TArguments, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, ValueTask<TResult>>
    {
        var started = Stopwatch.GetTimestamp();
        var activity = plan.Telemetry.StartActivity();
        var task = CacheValueTask<TTarget, TArguments, TResult, TCall>(plan, targets, arguments, caller);
        return await MeasureValueTask(plan, task, started, activity, caller).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<TResult> MeasureValueTask<TResult>(
        MethodPlan plan, ValueTask<TResult> task, long started, Activity? activity, CancellationToken caller)
    {
        Exception? error = null;
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            error = exception;
            throw;
        }
        finally
        {
            plan.Telemetry.CallEnded(started, activity, error, caller.IsCancellationRequested);
        }
    }

    // cache
    private static ValueTask<TResult> CacheValueTask<TTarget, TArguments, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, ValueTask<TResult>>
    {
        var policy = plan.Policy;
        if (!policy.Caches || typeof(TResult) == typeof(Nothing))
            return AttemptValueTask<TTarget, TArguments, TResult, TCall>(plan, targets, arguments, caller);

        var cache = plan.Caches.Get<CallKey<TCall, TArguments>, TResult>(policy.CacheMaxEntries);
        if (!cache.TryGet(new(arguments), plan.Environment.Clock.Now, policy.CacheDuration, out var hit))
            return LoadValueTask<TTarget, TArguments, TResult, TCall>(plan, cache, targets, arguments, caller);

        plan.Telemetry.CacheHit();
        return new(hit.Value);
    }

    private static async ValueTask<TResult> LoadValueTask<TTarget, TArguments, TResult, TCall>(
        MethodPlan plan, ResultCache<CallKey<TCall, TArguments>, TResult> cache, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, ValueTask<TResult>>
    {
        plan.Telemetry.CacheMissed();
        var flight = cache.Join(new(arguments), out var leads);
        if (leads)
            _ = FlyValueTask<TTarget, TArguments, TResult, TCall>(plan, cache, flight, targets, arguments);

        var result = await flight.WaitAsync(caller).ConfigureAwait(false);
        return result.Value;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Every exception goes to the callers on the flight.")]
    private static async Task FlyValueTask<TTarget, TArguments, TResult, TCall>(
        MethodPlan plan, ResultCache<CallKey<TCall, TArguments>, TResult> cache, Flight<TResult> flight, TargetSet<TTarget> targets, TArguments arguments)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, ValueTask<TResult>>
    {
        var clock = plan.Environment.Clock;
        try
        {
            // Between our miss and our take-off another flight may have landed.
            if (cache.TryGet(new(arguments), clock.Now, plan.Policy.CacheDuration, out var kept))
            {
                cache.LandKept(new(arguments), flight, kept);
                return;
            }

            var value = await AttemptValueTask<TTarget, TArguments, TResult, TCall>(plan, targets, arguments, flight.Abandoned).ConfigureAwait(false);
            cache.Land(new(arguments), flight, value, clock.Now);
        }
        catch (Exception error)
        {
            cache.Crash(new(arguments), flight, error);
        }
    }

    // Waits for an attempt that began freely; apart, to keep the frame above small.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValueTask<TResult> AwaitValueTask<TTarget, TArguments, TResult, TCall>(
        MethodPlan plan, ValueTask<TResult> task, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, ValueTask<TResult>>
        => GoOnValueTask<TTarget, TArguments, TResult, TCall>(new CallProgress(plan, caller), task, targets, arguments);

    // total timeout → retry → circuit breaker → target → attempt timeout → the call
    [SuppressMessage("Design", "CA1031", Justification = "A call that throws at once is a failed attempt like any other.")]
    private static ValueTask<TResult> AttemptValueTask<TTarget, TArguments, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, ValueTask<TResult>>
    {
        var progress = new CallProgress(plan, caller);
        if (!progress.TryBegin(out var token, out var rejection))
            return ValueTask.FromException<TResult>(rejection);

        ValueTask<TResult> task;
        try
        {
            task = default(TCall).Invoke(targets.Next(), arguments, token);
        }
        catch (Exception error)
        {
            task = ValueTask.FromException<TResult>(error);
        }

        if (!task.IsCompletedSuccessfully)
            return GoOnValueTask<TTarget, TArguments, TResult, TCall>(progress, task, targets, arguments);

        progress.Succeeded();
        return task;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    [SuppressMessage("Design", "CA1031", Justification = "What is retried is for the policy to say.")]
    [SuppressMessage("Reliability", "CA2012", Justification = "Each attempt's task is consumed once, before the next takes its place.")]
    private static async ValueTask<TResult> GoOnValueTask<TTarget, TArguments, TResult, TCall>(
        CallProgress progress, ValueTask<TResult> task, TargetSet<TTarget> targets, TArguments arguments)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, ValueTask<TResult>>
    {
        var token = CancellationToken.None;
        for (var isFirst = true; ; isFirst = false)
        {
            Exception? error = null;
            try
            {
                if (!isFirst)
                    task = default(TCall).Invoke(targets.Next(), arguments, token);

                var timer = task.IsCompleted ? null : progress.Timer;
                if (timer is not null)
                    task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(timer.InnerCompletion);

                if (timer is not null && await timer.WhenSettled().ConfigureAwait(false))
                {
                    ObserveLater(timer, task);
                }
                else
                {
                    var result = await task.ConfigureAwait(false);
                    progress.Succeeded();
                    return result;
                }
            }
            catch (Exception exception)
            {
                error = exception;
            }

            if (progress.Failed(error, out var delay) is { } final)
                ExceptionDispatchInfo.Throw(final);

            await progress.WaitAsync(delay).ConfigureAwait(false);
            if (!progress.TryBegin(out token, out var rejection))
                throw rejection;
        }
    }

    // Takes the outcome off a pooled source, and marks the exception of a task as seen.
    private static void ObserveLater<TResult>(AttemptTimer timer, ValueTask<TResult> task)
    {
        timer.Abandon(() => _ = ObserveAsync(task));

        [SuppressMessage("Design", "CA1031", Justification = "The caller has had its exception.")]
        static async Task ObserveAsync(ValueTask<TResult> task)
        {
            try
            {
                await task.ConfigureAwait(false);
            }
            catch
            {
            }
        }
    }
}
