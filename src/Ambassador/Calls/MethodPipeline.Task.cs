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

/// <content>
/// Calls that return a <see cref="Task{TResult}"/> or a <see cref="Task"/>. Both run through the same methods:
/// <c>TTask</c> is the one or the other, and with <see cref="Nothing"/> for a result a <see cref="Task{TResult}"/> serves as a <see cref="Task"/>.
/// </content>
public sealed partial class MethodPipeline
{
    /// <summary>Makes a call that returns a <see cref="Task{TResult}"/>.</summary>
    /// <inheritdoc cref="InvokeValueTask{TTarget, TArguments, TResult, TCall}"/>
    public Task<TResult> InvokeTask<TTarget, TArguments, TResult, TCall>(TargetSet<TTarget> targets, TArguments arguments, CancellationToken cancellationToken)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, Task<TResult>>
        => RunTask<TTarget, TArguments, Task<TResult>, TResult, TCall>(_plan, targets, arguments, cancellationToken);

    /// <summary>Makes a call that returns a <see cref="Task"/>.</summary>
    /// <inheritdoc cref="InvokeValueTask{TTarget, TArguments, TResult, TCall}"/>
    public Task InvokeTask<TTarget, TArguments, TCall>(TargetSet<TTarget> targets, TArguments arguments, CancellationToken cancellationToken)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TArguments, Task>
        => RunTask<TTarget, TArguments, Task, Nothing, TCall>(_plan, targets, arguments, cancellationToken);

    // The common case, ahead of the stages: nobody follows the call, nothing is kept or timed, the circuit is closed.
    [SuppressMessage("Design", "CA1031", Justification = "A call that throws at once is a failed attempt like any other.")]
    private static TTask RunTask<TTarget, TArguments, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TArguments, TTask>
    {
        if (!plan.IsSimple || MethodTelemetry.IsObserved || caller.IsCancellationRequested)
            return StageTask<TTarget, TArguments, TTask, TResult, TCall>(plan, targets, arguments, caller);

        if (plan.IsTransparent)
            return default(TCall).Invoke(targets.Next(), arguments, caller);

        TTask task;
        try
        {
            task = Required(plan, default(TCall).Invoke(targets.Next(), arguments, caller));
        }
        catch (Exception error)
        {
            task = As<TTask>(Task.FromException<TResult>(error));
        }

        if (!task.IsCompletedSuccessfully)
            return As<TTask>(AwaitTask<TTarget, TArguments, TTask, TResult, TCall>(plan, task, targets, arguments, caller));

        plan.Circuit?.Succeeded(Circuit.ClosedPermit);
        return task;
    }

    // All stages, outermost first.
    private static TTask StageTask<TTarget, TArguments, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TArguments, TTask>
    {
        if (caller.IsCancellationRequested)
            return As<TTask>(Task.FromCanceled<TResult>(caller));

        if (MethodTelemetry.IsObserved)
            return ObserveTask<TTarget, TArguments, TTask, TResult, TCall>(plan, targets, arguments, caller);

        if (plan.Policy.Caches)
            return CacheTask<TTarget, TArguments, TTask, TResult, TCall>(plan, targets, arguments, caller);

        return AttemptTask<TTarget, TArguments, TTask, TResult, TCall>(plan, targets, arguments, caller);
    }

    // telemetry
    private static TTask ObserveTask<TTarget, TArguments, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TArguments, TTask>
    {
        if (MethodTelemetry.IsTraced)
            return As<TTask>(TraceTask<TTarget, TArguments, TTask, TResult, TCall>(plan, targets, arguments, caller));

        var started = Stopwatch.GetTimestamp();
        var task = CacheTask<TTarget, TArguments, TTask, TResult, TCall>(plan, targets, arguments, caller);
        if (!task.IsCompletedSuccessfully)
            return As<TTask>(MeasureTask<TResult>(plan, task, started, activity: null, caller));

        plan.Telemetry.CallEnded(started, activity: null, error: null, callerCanceled: false);
        return task;
    }

    // An async method of its own: the activity is current inside it and nowhere else.
    private static async Task<TResult> TraceTask<TTarget, TArguments, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TArguments, TTask>
    {
        var started = Stopwatch.GetTimestamp();
        var activity = plan.Telemetry.StartActivity();
        var task = CacheTask<TTarget, TArguments, TTask, TResult, TCall>(plan, targets, arguments, caller);
        return await MeasureTask<TResult>(plan, task, started, activity, caller).ConfigureAwait(false);
    }

    private static async Task<TResult> MeasureTask<TResult>(
        MethodPlan plan, Task task, long started, Activity? activity, CancellationToken caller)
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
            plan.Telemetry.CallEnded(started, activity, error, caller.IsCancellationRequested);
        }
    }

    // cache
    private static TTask CacheTask<TTarget, TArguments, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TArguments, TTask>
    {
        var policy = plan.Policy;
        if (!policy.Caches || typeof(TResult) == typeof(Nothing))
            return AttemptTask<TTarget, TArguments, TTask, TResult, TCall>(plan, targets, arguments, caller);

        var cache = plan.Caches.Get<CallKey<TCall, TArguments>, TResult>(policy.CacheMaxEntries);
        if (!cache.TryGet(new(arguments), plan.Environment.Clock.Now, policy.CacheDuration, out var hit))
            return As<TTask>(LoadTask<TTarget, TArguments, TTask, TResult, TCall>(plan, cache, targets, arguments, caller));

        plan.Telemetry.CacheHit();
        return As<TTask>(hit.Task);
    }

    private static async Task<TResult> LoadTask<TTarget, TArguments, TTask, TResult, TCall>(
        MethodPlan plan, ResultCache<CallKey<TCall, TArguments>, TResult> cache, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TArguments, TTask>
    {
        plan.Telemetry.CacheMissed();
        var flight = cache.Join(new(arguments), out var leads);
        if (leads)
            _ = FlyTask<TTarget, TArguments, TTask, TResult, TCall>(plan, cache, flight, targets, arguments);

        var result = await flight.WaitAsync(caller).ConfigureAwait(false);
        return result.Value;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Every exception goes to the callers on the flight.")]
    private static async Task FlyTask<TTarget, TArguments, TTask, TResult, TCall>(
        MethodPlan plan, ResultCache<CallKey<TCall, TArguments>, TResult> cache, Flight<TResult> flight, TargetSet<TTarget> targets, TArguments arguments)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TArguments, TTask>
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

            Task task = AttemptTask<TTarget, TArguments, TTask, TResult, TCall>(plan, targets, arguments, flight.Abandoned);
            await task.ConfigureAwait(false);
            cache.Land(new(arguments), flight, ResultOf<TResult>(task), clock.Now);
        }
        catch (Exception error)
        {
            cache.Crash(new(arguments), flight, error);
        }
    }

    // total timeout → retry → circuit breaker → target → attempt timeout → the call
    [SuppressMessage("Design", "CA1031", Justification = "A call that throws at once is a failed attempt like any other.")]
    private static TTask AttemptTask<TTarget, TArguments, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TArguments, TTask>
    {
        var progress = new CallProgress(plan, caller);
        if (!progress.TryBegin(out var token, out var rejection))
            return As<TTask>(Task.FromException<TResult>(rejection));

        TTask task;
        try
        {
            task = Required(plan, default(TCall).Invoke(targets.Next(), arguments, token));
        }
        catch (Exception error)
        {
            task = As<TTask>(Task.FromException<TResult>(error));
        }

        if (!task.IsCompletedSuccessfully)
            return As<TTask>(GoOnTask<TTarget, TArguments, TTask, TResult, TCall>(progress, task, targets, arguments));

        progress.Succeeded();
        return task;
    }

    // Waits for an attempt that began freely with no more to keep than a hand-written method would; the rest is made when it fails.
    private static async Task<TResult> AwaitTask<TTarget, TArguments, TTask, TResult, TCall>(
        MethodPlan plan, Task task, TargetSet<TTarget> targets, TArguments arguments, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TArguments, TTask>
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.IsCompletedSuccessfully)
        {
            plan.Circuit?.Succeeded(Circuit.ClosedPermit);
            return ResultOf<TResult>(task);
        }

        task = GoOnTask<TTarget, TArguments, TTask, TResult, TCall>(new CallProgress(plan, caller), task, targets, arguments);
        await task.ConfigureAwait(false);
        return ResultOf<TResult>(task);
    }

    [SuppressMessage("Design", "CA1031", Justification = "What is retried is for the policy to say.")]
    private static async Task<TResult> GoOnTask<TTarget, TArguments, TTask, TResult, TCall>(
        CallProgress progress, Task task, TargetSet<TTarget> targets, TArguments arguments)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TArguments, TTask>
    {
        var token = CancellationToken.None;
        for (var isFirst = true; ; isFirst = false)
        {
            Exception? error = null;
            try
            {
                if (!isFirst)
                    task = Required(progress.Plan, default(TCall).Invoke(targets.Next(), arguments, token));

                var timer = task.IsCompleted ? null : progress.Timer;
                if (timer is not null)
                    task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(timer.InnerCompletion);

                if (timer is not null && await timer.WhenSettled().ConfigureAwait(false))
                {
                    ObserveLater(timer, task);
                }
                else
                {
                    await task.ConfigureAwait(false);
                    progress.Succeeded();
                    return ResultOf<TResult>(task);
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

    private static TTask Required<TTask>(MethodPlan plan, TTask? task)
        where TTask : Task
        => task ?? throw new InvalidOperationException($"{plan.Telemetry.DisplayName} returned null instead of a task.");

    private static void ObserveLater(AttemptTimer timer, Task task) => timer.Abandon(() => _ = task.Exception);

    private static TResult ResultOf<TResult>(Task completed) => typeof(TResult) == typeof(Nothing) ? default! : ((Task<TResult>)completed).Result;

    // TTask is Task<TResult>, or it is Task and TResult is Nothing: the cast cannot fail, and a checked one costs a third of a call.
    private static TTask As<TTask>(Task task)
        where TTask : Task
        => Unsafe.As<TTask>(task);
}
