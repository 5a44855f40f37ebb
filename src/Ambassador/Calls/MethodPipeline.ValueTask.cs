using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Ambassador.Ambient;
using Ambassador.Caching;
using Ambassador.CircuitBreaking;
using Ambassador.Retry;
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
    /// <typeparam name="TCall">The generated call struct, which is also the key of the result in the cache.</typeparam>
    /// <param name="targets">The implementations to choose from.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public ValueTask<TResult> InvokeValueTask<TTarget, TResult, TCall>(TargetSet<TTarget> targets, TCall call, CancellationToken cancellationToken)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>, IEquatable<TCall>
        => RunValueTask<TTarget, TResult, TCall>(_plan, targets, call, cancellationToken);

    /// <summary>Makes a call that returns a <see cref="ValueTask"/>.</summary>
    /// <inheritdoc cref="InvokeValueTask{TTarget, TResult, TCall}"/>
    public ValueTask InvokeValueTask<TTarget, TCall>(TargetSet<TTarget> targets, TCall call, CancellationToken cancellationToken)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask>
        => NothingTask.Drop(RunValueTask<TTarget, Nothing, NothingCall<TTarget, TCall>>(_plan, targets, new(call), cancellationToken));

    // The common case, ahead of the stages: nobody follows the call, nothing is kept or timed, the circuit is closed.
    // Each return hands a callee's ValueTask on as it comes: joined in one expression they are copied, and that costs more than the call.
    [SuppressMessage("Design", "CA1031", Justification = "A call that throws at once is a failed attempt like any other.")]
    private static ValueTask<TResult> RunValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        if (!plan.IsSimple || targets.Only is not { } only || AmbientCall.IsPresent || MethodTelemetry.IsObserved || caller.IsCancellationRequested)
            return StageValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);

        if (plan.IsTransparent)
            return call.Invoke(only, caller);

        plan.Budget?.Deposit();
        ValueTask<TResult> task;
        try
        {
            task = call.Invoke(only, caller);
        }
        catch (Exception error)
        {
            task = ValueTask.FromException<TResult>(error);
        }

        if (!task.IsCompletedSuccessfully)
            return AwaitValueTask(plan, task, targets, call, caller);

        plan.Circuit?.Succeeded(Circuit.ClosedPermit);
        return task;
    }

    // All stages, outermost first.
    private static ValueTask<TResult> StageValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        if (caller.IsCancellationRequested)
            return ValueTask.FromCanceled<TResult>(caller);

        var isAmbient = AmbientCall.IsPresent;
        plan = isAmbient ? Overridden<TTarget>(plan) : plan;
        if (MethodTelemetry.IsObserved)
            return ObserveValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);

        if (plan.FallsBack)
            return FallbackValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);

        if (plan.HasOuterStages || isAmbient)
            return InheritValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);

        return AttemptValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);
    }

    // telemetry
    private static ValueTask<TResult> ObserveValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        if (MethodTelemetry.IsTraced)
            return TraceValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);

        var started = Stopwatch.GetTimestamp();
        var task = InheritValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);
        if (!task.IsCompletedSuccessfully)
            return FollowValueTask(plan, task, targets, call, started, activity: null, caller);

        plan.Telemetry.CallEnded(started, activity: null, error: null, callerCanceled: false, answered: null);
        return task;
    }

    // An async method of its own: the activity is current inside it and nowhere else.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<TResult> TraceValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        var started = Stopwatch.GetTimestamp();
        var activity = plan.Telemetry.StartActivity();
        var task = InheritValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);
        return await FollowValueTask(plan, task, targets, call, started, activity, caller).ConfigureAwait(false);
    }

    private static ValueTask<TResult> FollowValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, ValueTask<TResult> task, TargetSet<TTarget> targets, TCall call, long started, Activity? activity, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        if (!plan.FallsBack)
            return MeasureValueTask(plan, task, started, activity, answered: null, caller);

        var answered = new StrongBox<Exception?>();
        return MeasureValueTask(plan, AnswerValueTask(plan, task, targets, call, answered, caller), started, activity, answered, caller);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<TResult> MeasureValueTask<TResult>(
        MethodPlan plan, ValueTask<TResult> task, long started, Activity? activity, StrongBox<Exception?>? answered, CancellationToken caller)
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
            plan.Telemetry.CallEnded(started, activity, error, caller.IsCancellationRequested, answered?.Value);
        }
    }

    // fallback
    private static ValueTask<TResult> FallbackValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        var task = InheritValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);
        if (task.IsCompletedSuccessfully)
            return task;

        return AnswerValueTask(plan, task, targets, call, answered: null, caller);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<TResult> AnswerValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, ValueTask<TResult> task, TargetSet<TTarget> targets, TCall call, StrongBox<Exception?>? answered, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (Exception failure) when (plan.AnswersFor(failure, caller))
        {
            plan.Telemetry.FallingBack(failure);
            try
            {
                var result = await ((IFallbackCall<TTarget, ValueTask<TResult>>)call).Fallback(targets, failure, caller).ConfigureAwait(false);
                answered?.Value = failure;
                return result;
            }
            catch (Exception error)
            {
                FirstFailure.Keep(error, failure);
                throw;
            }
        }
    }

    // cache
    private static ValueTask<TResult> CacheValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        var policy = plan.Policy;
        if (!policy.Caches || typeof(TResult) == typeof(Nothing) || call is IOpeningCall)
            return LimitValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);

        var cache = plan.Caches.Get<TCall, TResult>(policy.CacheMaxEntries);
        if (!cache.TryGet(call, plan.Environment.Clock.Now, policy.CacheDuration, out var hit))
            return LoadValueTask(plan, cache, targets, call, caller);

        plan.Telemetry.CacheHit();
        return new(hit.Value);
    }

    private static async ValueTask<TResult> LoadValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, ResultCache<TCall, TResult> cache, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        plan.Telemetry.CacheMissed();
        var flight = cache.Join(call, out var leads);
        if (leads)
            _ = FlyValueTask(plan, cache, flight, targets, call);

        var result = await flight.WaitAsync(caller).ConfigureAwait(false);
        return result.Value;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Every exception goes to the callers on the flight.")]
    private static async Task FlyValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, ResultCache<TCall, TResult> cache, Flight<TResult> flight, TargetSet<TTarget> targets, TCall call)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        // The call is everybody's: it does not end with the deadline of whoever happens to begin it.
        AmbientCall.Current = null;
        var clock = plan.Environment.Clock;
        try
        {
            // Between our miss and our take-off another flight may have landed.
            if (cache.TryGet(call, clock.Now, plan.Policy.CacheDuration, out var kept))
            {
                cache.LandKept(call, flight, kept);
                return;
            }

            var value = await LimitValueTask<TTarget, TResult, TCall>(plan, targets, call, flight.Abandoned).ConfigureAwait(false);
            cache.Land(call, flight, value, clock.Now, plan.IsWorthKeeping(value));
        }
        catch (Exception error)
        {
            cache.Crash(call, flight, error);
        }
    }

    // Waits for an attempt that began freely; apart, to keep the frame above small.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValueTask<TResult> AwaitValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, ValueTask<TResult> task, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
        => GoOnValueTask(new CallProgress(plan, caller), task, targets, call);

    // total timeout → retry → hedge → circuit breaker → target → attempt timeout → injected fault → the call
    private static ValueTask<TResult> AttemptValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        if (targets.Chooser is { } chooser)
        {
            if (!chooser.Ready.IsCompleted)
                return AwaitTargetsValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);

            plan = plan.ForTargets;
            if (chooser.Mirror is { } mirror)
                Mirror<TTarget, ValueTask<TResult>, TCall>(plan, mirror, call, static task => MirroredTask<TResult>(task.AsTask()));
        }

        if (!plan.HasStagesInside)
            return BeginValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);

        if (plan.Faults is not null)
            return PropagateValueTask<TTarget, TResult, FaultyValueTaskCall<TTarget, TResult, TCall>>(plan, targets, new(plan, call), caller);

        return PropagateValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);
    }

    [SuppressMessage("Design", "CA1031", Justification = "A call that throws at once is a failed attempt like any other.")]
    private static ValueTask<TResult> BeginValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        if (plan.Races is not null)
            return HedgeValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);

        var progress = new CallProgress(plan, caller);
        if (!progress.TryBegin(out var token, out var rejection))
            return ValueTask.FromException<TResult>(rejection);

        ValueTask<TResult> task;
        try
        {
            task = SendValueTask<TTarget, TResult, TCall>(targets, call, ref progress, token);
        }
        catch (Exception error)
        {
            task = ValueTask.FromException<TResult>(error);
        }

        if (!task.IsCompletedSuccessfully || plan.JudgesResults)
            return GoOnValueTask(progress, task, targets, call);

        progress.Succeeded();
        return task;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    [SuppressMessage("Design", "CA1031", Justification = "What is retried is for the policy to say.")]
    [SuppressMessage("Reliability", "CA2012", Justification = "Each attempt's task is consumed once, before the next takes its place.")]
    private static async ValueTask<TResult> GoOnValueTask<TTarget, TResult, TCall>(
        CallProgress progress, ValueTask<TResult> task, TargetSet<TTarget> targets, TCall call)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        var token = CancellationToken.None;
        for (var isFirst = true; ; isFirst = false)
        {
            Exception? final;
            TimeSpan delay;
            try
            {
                if (!isFirst)
                    task = SendValueTask<TTarget, TResult, TCall>(targets, call, ref progress, token);

                var timer = task.IsCompleted ? null : progress.Timer;
                if (timer is not null)
                    task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(timer.InnerCompletion);

                if (timer is not null && await timer.WhenSettled().ConfigureAwait(false))
                {
                    DiscardLater(timer, task);
                    final = progress.Failed(error: null, out delay);
                }
                else
                {
                    var result = await task.ConfigureAwait(false);
                    if (progress.Accepts(result, out delay, out final))
                        return result;

                    await Discarded.DisposeAsync(result).ConfigureAwait(false);
                }
            }
            catch (Exception error)
            {
                final = progress.Failed(error, out delay);
            }

            if (final is not null)
                ExceptionDispatchInfo.Throw(final);

            await progress.WaitAsync(delay).ConfigureAwait(false);
            if (!progress.TryBegin(out token, out var rejection))
                throw rejection;
        }
    }

    // Apart, so that only a call that is abandoned has a closure.
    private static void DiscardLater<TResult>(AttemptTimer timer, ValueTask<TResult> task) => timer.Abandon(() => _ = Discarded.WhenDone(task));
}
