using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Ambassador.Ambient;
using Ambassador.Targets;

namespace Ambassador.Calls;

/// <content>
/// What a call has from the code around it and leaves to the calls inside it: each kind's stage of the deadline that is inherited, and of the one
/// that is passed on. Neither costs more than a look where there is none.
/// </content>
public sealed partial class MethodPipeline
{
    // What the callers of an interface set otherwise, here and now. Apart, like the stages below: most calls have none of it, and a small frame instead.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static MethodPlan Overridden<TTarget>(MethodPlan plan)
        => AmbientCall.Current?.Overrides?.For(typeof(TTarget)) is { } settings ? plan.For(settings) : plan;

    private static bool Inherits(MethodPlan plan, out long deadline)
    {
        deadline = long.MaxValue;
        return AmbientCall.Current is { } ambient && ambient.TryGetDeadline(plan.Environment.Clock, out deadline);
    }

    // inherited deadline → what the call's own policies say
    private static ValueTask<TResult> InheritValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        if (Inherits(plan, out var deadline))
            return InheritedValueTask<TTarget, TResult, TCall>(plan, deadline, targets, call, caller);

        return CacheValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    [SuppressMessage("Reliability", "CA2012", Justification = "The task is consumed once: here, or by whoever observes it later.")]
    private static async ValueTask<TResult> InheritedValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, long deadline, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        var inherited = new InheritedDeadline(plan, deadline, caller);
        OperationCanceledException? canceled = null;
        try
        {
            var task = CacheValueTask<TTarget, TResult, TCall>(plan, targets, call, inherited.Token);
            var timer = task.IsCompleted ? null : inherited.Timer;
            if (timer is not null)
                task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(timer.InnerCompletion);

            if (timer is null || !await timer.WhenSettled().ConfigureAwait(false))
                return await task.ConfigureAwait(false);

            DiscardLater(timer, task);
        }
        catch (OperationCanceledException error) when (inherited.Token.IsCancellationRequested)
        {
            canceled = error;
        }
        finally
        {
            inherited.Stop();
        }

        throw inherited.Ended(canceled);
    }

    private static TTask InheritTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
        => Inherits(plan, out var deadline)
            ? As<TTask>(InheritedTask<TTarget, TTask, TResult, TCall>(plan, deadline, targets, call, caller))
            : CacheTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);

    private static async Task<TResult> InheritedTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, long deadline, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        var inherited = new InheritedDeadline(plan, deadline, caller);
        OperationCanceledException? canceled = null;
        try
        {
            Task task = CacheTask<TTarget, TTask, TResult, TCall>(plan, targets, call, inherited.Token);
            var timer = task.IsCompleted ? null : inherited.Timer;
            if (timer is not null)
                task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(timer.InnerCompletion);

            if (timer is null || !await timer.WhenSettled().ConfigureAwait(false))
            {
                await task.ConfigureAwait(false);
                return ResultOf<TResult>(task);
            }

            DiscardLater<TResult>(timer, task);
        }
        catch (OperationCanceledException error) when (inherited.Token.IsCancellationRequested)
        {
            canceled = error;
        }
        finally
        {
            inherited.Stop();
        }

        throw inherited.Ended(canceled);
    }

    private static TResult Inherit<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
        => Inherits(plan, out var deadline)
            ? InheritedCall<TTarget, TResult, TCall>(plan, deadline, targets, call, caller)
            : Cache<TTarget, TResult, TCall>(plan, targets, call, caller);

    private static TResult InheritedCall<TTarget, TResult, TCall>(
        MethodPlan plan, long deadline, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
    {
        var inherited = new InheritedDeadline(plan, deadline, caller);
        try
        {
            return Cache<TTarget, TResult, TCall>(plan, targets, call, inherited.Token);
        }
        catch (OperationCanceledException error) when (inherited.Token.IsCancellationRequested)
        {
            throw inherited.Ended(error);
        }
        finally
        {
            inherited.Stop();
        }
    }

    // CallProgress sets the deadline, which it knows; whoever called must not have it when the call returns.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValueTask<TResult> PropagateValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        if (!plan.Policy.PropagatesDeadline)
            return BeginValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);

        var flow = new AmbientFlow();
        try
        {
            return BeginValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);
        }
        finally
        {
            flow.Restore();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TTask PropagateTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        if (!plan.Policy.PropagatesDeadline)
            return BeginTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);

        var flow = new AmbientFlow();
        try
        {
            return BeginTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);
        }
        finally
        {
            flow.Restore();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TResult Propagate<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
    {
        if (!plan.Policy.PropagatesDeadline)
            return Begin<TTarget, TResult, TCall>(plan, targets, call, caller);

        var flow = new AmbientFlow();
        try
        {
            return Begin<TTarget, TResult, TCall>(plan, targets, call, caller);
        }
        finally
        {
            flow.Restore();
        }
    }
}
