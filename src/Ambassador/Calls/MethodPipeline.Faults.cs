using Ambassador.Targets;

namespace Ambassador.Calls;

/// <content>
/// Calls that fail and are held up on purpose, each attempt anew. What goes through them has no way of telling: the attempt is made, timed and
/// judged as it would be of the real thing.
/// </content>
public sealed partial class MethodPipeline
{
    private readonly struct FaultyCall<TTarget, TResult, TCall>(MethodPlan plan, TCall call) : ICall<TTarget, TResult>, IHashedCall
        where TTarget : class
        where TCall : struct, ICall<TTarget, TResult>
    {
        public ulong? HashKey() => HashOf(call);

        public TResult Invoke(TTarget target, CancellationToken cancellationToken)
        {
            plan.Faults!.DelayAsync(cancellationToken).GetAwaiter().GetResult();
            return plan.Faults.Fault() is { } fault ? throw fault : call.Invoke(target, cancellationToken);
        }
    }

    private readonly struct FaultyTaskCall<TTarget, TTask, TResult, TCall>(MethodPlan plan, TCall call) : ICall<TTarget, TTask>, IHashedCall
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        public ulong? HashKey() => HashOf(call);

        public TTask Invoke(TTarget target, CancellationToken cancellationToken) => As<TTask>(InvokeAsync(target, cancellationToken));

        private async Task<TResult> InvokeAsync(TTarget target, CancellationToken cancellationToken)
        {
            await plan.Faults!.DelayAsync(cancellationToken).ConfigureAwait(false);
            if (plan.Faults.Fault() is { } fault)
                throw fault;

            Task task = Required(plan, call.Invoke(target, cancellationToken));
            await task.ConfigureAwait(false);
            return ResultOf<TResult>(task);
        }
    }

    private readonly struct FaultyValueTaskCall<TTarget, TResult, TCall>(MethodPlan plan, TCall call) : ICall<TTarget, ValueTask<TResult>>, IHashedCall
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        public ulong? HashKey() => HashOf(call);

        public async ValueTask<TResult> Invoke(TTarget target, CancellationToken cancellationToken)
        {
            await plan.Faults!.DelayAsync(cancellationToken).ConfigureAwait(false);
            return plan.Faults.Fault() is { } fault ? throw fault : await call.Invoke(target, cancellationToken).ConfigureAwait(false);
        }
    }
}
