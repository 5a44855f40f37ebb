using System.Runtime.CompilerServices;
using Ambassador.Limiting;
using Ambassador.Pipelines;
using Ambassador.Streaming;
using Ambassador.Targets;
using Polly;

namespace Ambassador.Calls;

/// <content>
/// rate limit → bulkhead → adaptive concurrency → user's pipeline, for calls of every kind. A call that its limits let in holds its place until
/// everything within has ended, and a stream its place in the bulkhead until it is closed. A blocking call does not wait in line: it would hold a thread that those before it may need.
/// </content>
public sealed partial class MethodPipeline
{
    // limits
    private static ValueTask<TResult> LimitValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        if (plan.Limits is { } limits)
            return LimitedValueTask<TTarget, TResult, TCall>(plan, limits, targets, call, caller);

        return PipeValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<TResult> LimitedValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, MethodLimits limits, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        var admission = await limits.EnterAsync(call, mayWait: true, caller).ConfigureAwait(false);
        TResult result;
        try
        {
            result = await PipeValueTask<TTarget, TResult, TCall>(plan, targets, call, caller).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            admission.Leave(error);
            throw;
        }

        if (result is IOpenStream stream)
            stream.Room = admission.LeaveOpen();
        else
            admission.Leave(error: null);

        return result;
    }

    private static TTask LimitTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        if (plan.Limits is not { } limits)
            return PipeTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);

        var entering = limits.EnterAsync(call, mayWait: true, caller);
        if (!entering.IsCompletedSuccessfully)
            return As<TTask>(WaitTask<TTarget, TTask, TResult, TCall>(entering, plan, targets, call, caller));

        var admission = entering.Result;
        var task = PipeTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);
        if (!task.IsCompletedSuccessfully)
            return As<TTask>(LeaveTask<TResult>(task, admission));

        admission.Leave(null);
        return task;
    }

    private static async Task<TResult> WaitTask<TTarget, TTask, TResult, TCall>(
        ValueTask<Admission> entering, MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        var admission = await entering.ConfigureAwait(false);
        var task = PipeTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);
        return await LeaveTask<TResult>(task, admission).ConfigureAwait(false);
    }

    private static async Task<TResult> LeaveTask<TResult>(Task task, Admission admission)
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
            admission.Leave(error);
        }
    }

    private static TResult Limit<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
    {
        if (plan.Limits is not { } limits)
            return Pipe<TTarget, TResult, TCall>(plan, targets, call, caller);

        var admission = limits.Enter(call);
        Exception? error = null;
        try
        {
            return Pipe<TTarget, TResult, TCall>(plan, targets, call, caller);
        }
        catch (Exception exception)
        {
            error = exception;
            throw;
        }
        finally
        {
            admission.Leave(error);
        }
    }

    // user's pipeline
    private static ValueTask<TResult> PipeValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        if (plan.Pipeline is not { } pipeline)
            return AttemptValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);

        return pipeline.ExecuteAsync(
            static (context, state) => AttemptValueTask<TTarget, TResult, TCall>(state.plan, state.targets, state.call, context.CancellationToken),
            (plan, targets, call),
            caller);
    }

    private static TTask PipeTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        if (plan.Pipeline is not { } pipeline)
            return AttemptTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);

        return As<TTask>(pipeline.ExecuteAsync(
            static async (context, state) =>
            {
                var task = AttemptTask<TTarget, TTask, TResult, TCall>(state.plan, state.targets, state.call, context.CancellationToken);
                await task.ConfigureAwait(false);
                return ResultOf<TResult>(task);
            },
            (plan, targets, call),
            caller).AsTask());
    }

    private static TResult Pipe<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
    {
        if (plan.Pipeline is not { } pipeline)
            return Attempt<TTarget, TResult, TCall>(plan, targets, call, caller);

        return pipeline.Execute(
            static (context, state) => Attempt<TTarget, TResult, TCall>(state.plan, state.targets, state.call, context.CancellationToken),
            (plan, targets, call),
            caller);
    }
}
