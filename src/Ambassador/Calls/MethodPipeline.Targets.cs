using System.Runtime.CompilerServices;
using Ambassador.Pooling;
using Ambassador.Streaming;
using Ambassador.Targets;
using Polly.Timeout;

namespace Ambassador.Calls;

/// <content>
/// target, for calls of every kind: which implementation an attempt goes to. Where there is but one, there is nothing to it; where there are many, one is chosen; and
/// where one serves a call at a time, it is leased from the target's pool for as long as the attempt runs.
/// </content>
public sealed partial class MethodPipeline
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ValueTask<TResult> SendValueTask<TTarget, TResult, TCall>(
        TargetSet<TTarget> targets, TCall call, ref CallProgress progress, CancellationToken token)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        if (targets.Only is { } only)
            return call.Invoke(only, token);

        return SendChosenValueTask<TTarget, TResult, TCall>(targets, call, ref progress, token);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValueTask<TResult> SendChosenValueTask<TTarget, TResult, TCall>(
        TargetSet<TTarget> targets, TCall call, ref CallProgress progress, CancellationToken token)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        var target = progress.Enter(targets.Chooser!, HashOf(call), out var chosen);
        return SendToValueTask<TTarget, TResult, TCall>(target, chosen, call, token);
    }

    private static ValueTask<TResult> SendToValueTask<TTarget, TResult, TCall>(Target target, TTarget chosen, TCall call, CancellationToken token)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        if (PoolOf<TTarget>(target) is { } pool)
            return LeaseValueTask<TTarget, TResult, TCall>(pool, call, token);

        if (call is IOpeningCall)
            return HoldValueTask<TTarget, TResult, TCall>(target, chosen, call, token);

        return call.Invoke(chosen, token);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<TResult> LeaseValueTask<TTarget, TResult, TCall>(TargetPool<TTarget> pool, TCall call, CancellationToken token)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        var lease = await pool.AcquireAsync(token).ConfigureAwait(false);
        var isHeld = false;
        var outcome = AttemptOutcome.Failed;
        var abandonment = lease.AbandonOn(token);
        try
        {
            var result = await call.Invoke(lease.Target, token).ConfigureAwait(false);
            outcome = AttemptOutcome.Succeeded;
            if (result is not IOpenStream stream)
                return result;

            stream.Place = new LeasedPlace<TTarget>(lease);
            isHeld = true;
            return result;
        }
        finally
        {
            abandonment.Dispose();
            if (!isHeld)
                lease.Return(outcome);
        }
    }

    // A stream goes on where it was opened.
    private static async ValueTask<TResult> HoldValueTask<TTarget, TResult, TCall>(Target target, TTarget chosen, TCall call, CancellationToken token)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        target.Hold();
        try
        {
            var result = await call.Invoke(chosen, token).ConfigureAwait(false);
            ((IOpenStream)result!).Place = new HeldPlace(target);
            return result;
        }
        catch
        {
            target.Release();
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTask SendTask<TTarget, TTask, TResult, TCall>(
        TargetSet<TTarget> targets, TCall call, ref CallProgress progress, CancellationToken token)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
        => targets.Only is { } only
            ? Required(progress.Plan, call.Invoke(only, token))
            : SendChosenTask<TTarget, TTask, TResult, TCall>(targets, call, ref progress, token);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TTask SendChosenTask<TTarget, TTask, TResult, TCall>(
        TargetSet<TTarget> targets, TCall call, ref CallProgress progress, CancellationToken token)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        var target = progress.Enter(targets.Chooser!, HashOf(call), out var chosen);
        return SendToTask<TTarget, TTask, TResult, TCall>(progress.Plan, target, chosen, call, token);
    }

    private static TTask SendToTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, Target target, TTarget chosen, TCall call, CancellationToken token)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
        => PoolOf<TTarget>(target) is { } pool
            ? As<TTask>(LeaseTask<TTarget, TTask, TResult, TCall>(plan, pool, call, token))
            : Required(plan, call.Invoke(chosen, token));

    private static async Task<TResult> LeaseTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetPool<TTarget> pool, TCall call, CancellationToken token)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        var lease = await pool.AcquireAsync(token).ConfigureAwait(false);
        var outcome = AttemptOutcome.Failed;
        var abandonment = lease.AbandonOn(token);
        try
        {
            Task task = Required(plan, call.Invoke(lease.Target, token));
            await task.ConfigureAwait(false);
            outcome = AttemptOutcome.Succeeded;
            return ResultOf<TResult>(task);
        }
        finally
        {
            abandonment.Dispose();
            lease.Return(outcome);
        }
    }

    private static TResult Send<TTarget, TResult, TCall>(TargetSet<TTarget> targets, TCall call, ref CallProgress progress, CancellationToken token)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
    {
        if (targets.Only is { } only)
            return call.Invoke(only, token);

        return PoolOf<TTarget>(progress.Enter(targets.Chooser!, HashOf(call), out var chosen)) is { } pool
            ? Lease<TTarget, TResult, TCall>(pool, call, token)
            : call.Invoke(chosen, token);
    }

    private static TResult Lease<TTarget, TResult, TCall>(TargetPool<TTarget> pool, TCall call, CancellationToken token)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
    {
        var lease = pool.Acquire(token);
        var outcome = AttemptOutcome.Failed;
        var abandonment = lease.AbandonOn(token);
        try
        {
            var result = call.Invoke(lease.Target, token);
            outcome = AttemptOutcome.Succeeded;
            return result;
        }
        finally
        {
            abandonment.Dispose();
            lease.Return(outcome);
        }
    }

    // A call that comes before it is known which targets there are waits for that, as long as it would for an answer.
    private static async ValueTask<TResult> AwaitTargetsValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        await AwaitTargets(plan, targets, caller).ConfigureAwait(false);
        return await AttemptValueTask<TTarget, TResult, TCall>(plan, targets, call, caller).ConfigureAwait(false);
    }

    private static async Task<TResult> AwaitTargetsTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        await AwaitTargets(plan, targets, caller).ConfigureAwait(false);
        Task task = AttemptTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);
        await task.ConfigureAwait(false);
        return ResultOf<TResult>(task);
    }

    private static async Task AwaitTargets<TTarget>(MethodPlan plan, TargetSet<TTarget> targets, CancellationToken caller)
        where TTarget : class
    {
        var time = plan.Policy.TotalTimeout > 0 ? plan.Policy.TotalTimeout : plan.Policy.Timeout;
        try
        {
            await targets.Chooser!.Ready
                .WaitAsync(time > 0 ? TimeSpan.FromTicks(time) : Timeout.InfiniteTimeSpan, plan.Environment.Clock.Provider, caller).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw CallProgress.TimedOut(plan, time, "call", new NoTargetsException($"It is not known yet which targets {plan.Telemetry.DisplayName} has."));
        }
        catch (OperationCanceledException error)
        {
            throw CallProgress.Canceled(plan, error, caller);
        }
    }

    private sealed class HeldPlace(Target target) : IDisposable
    {
        public void Dispose() => target.Release();
    }

    private sealed class LeasedPlace<TTarget>(PoolLease<TTarget> lease) : IDisposable
        where TTarget : class
    {
        public void Dispose() => lease.Return(AttemptOutcome.Succeeded);
    }

    // Where attempts are raced, what is chosen is an attempt, and the target that it goes to has the pool.
    private static TargetPool<TTarget>? PoolOf<TTarget>(Target target)
        where TTarget : class
        => (target as Target<TTarget>)?.Pool;

    // Optimized from the first call: unoptimized code boxes the struct.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong? HashOf<TCall>(TCall call)
        where TCall : struct
        => call is IHashedCall ? ((IHashedCall)call).HashKey() : null;
}
