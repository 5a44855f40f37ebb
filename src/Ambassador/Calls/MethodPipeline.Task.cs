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

/// <content>
/// Calls that return a <see cref="Task{TResult}"/> or a <see cref="Task"/>. Both run through the same methods:
/// <c>TTask</c> is the one or the other, and with <see cref="Nothing"/> for a result a <see cref="Task{TResult}"/> serves as a <see cref="Task"/>.
/// </content>
public sealed partial class MethodPipeline
{
    /// <summary>Makes a call that returns a <see cref="Task{TResult}"/>.</summary>
    /// <inheritdoc cref="InvokeValueTask{TTarget, TResult, TCall}"/>
    public Task<TResult> InvokeTask<TTarget, TResult, TCall>(TargetSet<TTarget> targets, TCall call, CancellationToken cancellationToken)
        where TTarget : class
        where TCall : struct, ICall<TTarget, Task<TResult>>, IEquatable<TCall>
        => RunTask<TTarget, Task<TResult>, TResult, TCall>(_plan, targets, call, cancellationToken);

    /// <summary>Makes a call that returns a <see cref="Task"/>.</summary>
    /// <inheritdoc cref="InvokeValueTask{TTarget, TResult, TCall}"/>
    public Task InvokeTask<TTarget, TCall>(TargetSet<TTarget> targets, TCall call, CancellationToken cancellationToken)
        where TTarget : class
        where TCall : struct, ICall<TTarget, Task>
        => RunTask<TTarget, Task, Nothing, TCall>(_plan, targets, call, cancellationToken);

    // The common case, ahead of the stages: nobody follows the call, nothing is kept or timed, the circuit is closed.
    [SuppressMessage("Design", "CA1031", Justification = "A call that throws at once is a failed attempt like any other.")]
    private static TTask RunTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        if (!plan.IsSimple || targets.Only is not { } only || AmbientCall.IsPresent || MethodTelemetry.IsObserved || caller.IsCancellationRequested)
            return StageTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);

        if (plan.IsTransparent)
            return call.Invoke(only, caller);

        plan.Budget?.Deposit();
        TTask task;
        try
        {
            task = Required(plan, call.Invoke(only, caller));
        }
        catch (Exception error)
        {
            task = As<TTask>(Task.FromException<TResult>(error));
        }

        if (!task.IsCompletedSuccessfully)
            return As<TTask>(AwaitTask<TTarget, TTask, TResult, TCall>(plan, task, targets, call, caller));

        plan.Circuit?.Succeeded(Circuit.ClosedPermit);
        return task;
    }

    // All stages, outermost first.
    private static TTask StageTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        if (caller.IsCancellationRequested)
            return As<TTask>(Task.FromCanceled<TResult>(caller));

        var isAmbient = AmbientCall.IsPresent;
        plan = isAmbient ? Overridden<TTarget>(plan) : plan;
        if (MethodTelemetry.IsObserved)
            return ObserveTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);

        if (plan.FallsBack)
            return FallbackTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);

        if (plan.HasOuterStages || isAmbient)
            return InheritTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);

        return AttemptTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);
    }

    // telemetry
    private static TTask ObserveTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        if (MethodTelemetry.IsTraced)
            return As<TTask>(TraceTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller));

        var started = Stopwatch.GetTimestamp();
        var task = InheritTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);
        if (!task.IsCompletedSuccessfully)
            return As<TTask>(FollowTask<TTarget, TTask, TResult, TCall>(plan, task, targets, call, started, activity: null, caller));

        plan.Telemetry.CallEnded(started, activity: null, error: null, callerCanceled: false, answered: null);
        return task;
    }

    // An async method of its own: the activity is current inside it and nowhere else.
    private static async Task<TResult> TraceTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        var started = Stopwatch.GetTimestamp();
        var activity = plan.Telemetry.StartActivity();
        var task = InheritTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);
        return await FollowTask<TTarget, TTask, TResult, TCall>(plan, task, targets, call, started, activity, caller).ConfigureAwait(false);
    }

    private static Task<TResult> FollowTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, Task task, TargetSet<TTarget> targets, TCall call, long started, Activity? activity, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        if (!plan.FallsBack)
            return MeasureTask<TResult>(plan, task, started, activity, answered: null, caller);

        var answered = new StrongBox<Exception?>();
        var answer = AnswerTask<TTarget, TTask, TResult, TCall>(plan, task, targets, call, answered, caller);
        return MeasureTask<TResult>(plan, answer, started, activity, answered, caller);
    }

    private static async Task<TResult> MeasureTask<TResult>(
        MethodPlan plan, Task task, long started, Activity? activity, StrongBox<Exception?>? answered, CancellationToken caller)
    {
        Exception? error = null;
        try
        {
            await task.ConfigureAwait(false);
            return ResultOf<TResult>(task);
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
    private static TTask FallbackTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        var task = InheritTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);
        if (task.IsCompletedSuccessfully)
            return task;

        return As<TTask>(AnswerTask<TTarget, TTask, TResult, TCall>(plan, task, targets, call, answered: null, caller));
    }

    private static async Task<TResult> AnswerTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, Task task, TargetSet<TTarget> targets, TCall call, StrongBox<Exception?>? answered, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        try
        {
            await task.ConfigureAwait(false);
            return ResultOf<TResult>(task);
        }
        catch (Exception failure) when (plan.AnswersFor(failure, caller))
        {
            plan.Telemetry.FallingBack(failure);
            try
            {
                Task fallback = Required(plan, ((IFallbackCall<TTarget, TTask>)call).Fallback(targets, failure, caller));
                await fallback.ConfigureAwait(false);
                answered?.Value = failure;
                return ResultOf<TResult>(fallback);
            }
            catch (Exception error)
            {
                FirstFailure.Keep(error, failure);
                throw;
            }
        }
    }

    // cache
    private static TTask CacheTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        var policy = plan.Policy;
        if (!policy.Caches || typeof(TResult) == typeof(Nothing))
            return LimitTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);

        var cache = plan.Caches.Get<TCall, TResult>(policy.CacheMaxEntries);
        if (!cache.TryGet(call, plan.Environment.Clock.Now, policy.CacheDuration, out var hit))
            return As<TTask>(LoadTask<TTarget, TTask, TResult, TCall>(plan, cache, targets, call, caller));

        plan.Telemetry.CacheHit();
        return As<TTask>(hit.Task);
    }

    private static async Task<TResult> LoadTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, ResultCache<TCall, TResult> cache, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        plan.Telemetry.CacheMissed();
        var flight = cache.Join(call, out var leads);
        if (leads)
            _ = FlyTask<TTarget, TTask, TResult, TCall>(plan, cache, flight, targets, call);

        var result = await flight.WaitAsync(caller).ConfigureAwait(false);
        return result.Value;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Every exception goes to the callers on the flight.")]
    private static async Task FlyTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, ResultCache<TCall, TResult> cache, Flight<TResult> flight, TargetSet<TTarget> targets, TCall call)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
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

            Task task = LimitTask<TTarget, TTask, TResult, TCall>(plan, targets, call, flight.Abandoned);
            await task.ConfigureAwait(false);
            var value = ResultOf<TResult>(task);
            cache.Land(call, flight, value, clock.Now, plan.IsWorthKeeping(value));
        }
        catch (Exception error)
        {
            cache.Crash(call, flight, error);
        }
    }

    // total timeout → retry → hedge → circuit breaker → target → attempt timeout → injected fault → the call
    private static TTask AttemptTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        if (targets.Chooser is { } chooser)
        {
            if (!chooser.Ready.IsCompleted)
                return As<TTask>(AwaitTargetsTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller));

            plan = plan.ForTargets;
            if (chooser.Mirror is { } mirror)
                Mirror<TTarget, TTask, TCall>(plan, mirror, call, static task => MirroredTask<TResult>(task));
        }

        if (!plan.HasStagesInside)
            return BeginTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);

        if (plan.Faults is not null)
            return PropagateTask<TTarget, TTask, TResult, FaultyTaskCall<TTarget, TTask, TResult, TCall>>(plan, targets, new(plan, call), caller);

        return PropagateTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);
    }

    [SuppressMessage("Design", "CA1031", Justification = "A call that throws at once is a failed attempt like any other.")]
    private static TTask BeginTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller, long deadline = long.MaxValue)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        if (plan.Races is not null)
            return HedgeTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);

        var progress = new CallProgress(plan, caller, deadline);
        if (!progress.TryBegin(out var token, out var rejection))
            return As<TTask>(Task.FromException<TResult>(rejection));

        TTask task;
        try
        {
            task = SendTask<TTarget, TTask, TResult, TCall>(targets, call, ref progress, token);
        }
        catch (Exception error)
        {
            task = As<TTask>(Task.FromException<TResult>(error));
        }

        if (!task.IsCompletedSuccessfully || plan.JudgesResults)
            return As<TTask>(GoOnTask<TTarget, TTask, TResult, TCall>(progress, task, targets, call));

        progress.Succeeded();
        return task;
    }

    // Waits for an attempt that began freely with no more to keep than a hand-written method would; the rest is made when it fails.
    private static async Task<TResult> AwaitTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, Task task, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.IsCompletedSuccessfully)
        {
            plan.Circuit?.Succeeded(Circuit.ClosedPermit);
            return ResultOf<TResult>(task);
        }

        task = GoOnTask<TTarget, TTask, TResult, TCall>(new CallProgress(plan, caller), task, targets, call);
        await task.ConfigureAwait(false);
        return ResultOf<TResult>(task);
    }

    [SuppressMessage("Design", "CA1031", Justification = "What is retried is for the policy to say.")]
    private static async Task<TResult> GoOnTask<TTarget, TTask, TResult, TCall>(
        CallProgress progress, Task task, TargetSet<TTarget> targets, TCall call)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        var token = CancellationToken.None;
        for (var isFirst = true; ; isFirst = false)
        {
            Exception? final;
            TimeSpan delay;
            try
            {
                if (!isFirst)
                    task = SendTask<TTarget, TTask, TResult, TCall>(targets, call, ref progress, token);

                var timer = task.IsCompleted ? null : progress.Timer;
                if (timer is not null)
                    task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(timer.InnerCompletion);

                if (timer is not null && await timer.WhenSettled().ConfigureAwait(false))
                {
                    DiscardLater<TResult>(timer, task);
                    final = progress.Failed(error: null, out delay);
                }
                else
                {
                    await task.ConfigureAwait(false);
                    var result = ResultOf<TResult>(task);
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
}
