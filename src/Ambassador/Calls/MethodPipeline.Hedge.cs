using Ambassador.Hedging;
using Ambassador.Targets;

namespace Ambassador.Calls;

/// <content>
/// Hedged calls. Both asynchronous kinds become one here, which the common methods for tasks carry twice: around each race, by the plan of races, and
/// around each of its attempts, by the plan of attempts. What hedges may allocate.
/// </content>
public sealed partial class MethodPipeline
{
    // total timeout → retry → hedge → circuit breaker → target → attempt timeout → the call
    private static Task<TResult> Hedge<TResult>(
        MethodPlan plan,
        Func<HedgedAttempt<TResult>, TargetSet<HedgedAttempt<TResult>>>? targetsOf,
        Func<HedgedAttempt<TResult>, CancellationToken, Task<TResult>> invoke,
        CancellationToken caller)
    {
        var (policy, clock) = (plan.Policy, plan.Environment.Clock);

        // One deadline for all: an attempt that runs out of time because its call does has failed, which its circuit is to know.
        var deadline = policy.TotalTimeout > 0 ? clock.Now + policy.TotalTimeout : long.MaxValue;
        var rules = new HedgingRules(
            policy.Hedges + 1, policy.HedgeDelay, error => policy.Failures.For(error) is { IsProgramError: true, Retry: 0 }, clock, deadline);
        return BeginTask<HedgedRace<TResult>, Task<TResult>, TResult, RaceCall<TResult>>(
            plan.Races!, new(new(rules, result => !plan.IsWorthKeeping(result), Begin), owned: false), default, caller, deadline);

        Task<TResult> Begin(HedgedAttempt<TResult> attempt) =>
            BeginTask<HedgedAttempt<TResult>, Task<TResult>, TResult, HedgedAttemptCall<TResult>>(
                plan.HedgedAttempt!, targetsOf?.Invoke(attempt) ?? new(attempt, owned: false), new(invoke, plan.Telemetry), attempt.Token, deadline);
    }

    // Methods of their own: a closure is allocated where its method begins.
    private static ValueTask<TResult> HedgeValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        if (targets.Only is { } only)
            return new(Hedge<TResult>(plan, null, (_, token) => call.Invoke(only, token).AsTask(), caller));

        return HedgeTargetsValueTask<TTarget, TResult, TCall>(plan, targets, call, caller);
    }

    private static ValueTask<TResult> HedgeTargetsValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
    {
        var hedged = new HedgedTargets<TTarget, TResult>(targets.Chooser!, HashOf(call));
        return new(Hedge<TResult>(plan, hedged.For, (attempt, token) => SendTo(attempt.Target!, token).AsTask(), caller));

        ValueTask<TResult> SendTo(Target target, CancellationToken token) =>
            SendToValueTask<TTarget, TResult, TCall>(target, ((Target<TTarget>)target).Instance, call, token);
    }

    private static TTask HedgeTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        if (targets.Only is { } only)
            return As<TTask>(Hedge<TResult>(plan, null, (_, token) => Typed<TResult>(Required(plan, call.Invoke(only, token))), caller));

        return HedgeTargetsTask<TTarget, TTask, TResult, TCall>(plan, targets, call, caller);
    }

    private static TTask HedgeTargetsTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        var hedged = new HedgedTargets<TTarget, TResult>(targets.Chooser!, HashOf(call));
        return As<TTask>(Hedge<TResult>(plan, hedged.For, (attempt, token) => Typed<TResult>(SendTo(attempt.Target!, token)), caller));

        Task SendTo(Target target, CancellationToken token) =>
            SendToTask<TTarget, TTask, TResult, TCall>(plan, target, ((Target<TTarget>)target).Instance, call, token);
    }

    private static Task<TResult> Typed<TResult>(Task task)
    {
        return task as Task<TResult> ?? AddNothingAsync(task);

        static async Task<TResult> AddNothingAsync(Task task)
        {
            await task.ConfigureAwait(false);
            return default!;
        }
    }
}
