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
    private static Task<TResult> Hedge<TResult>(MethodPlan plan, Func<CancellationToken, Task<TResult>> invoke, CancellationToken caller)
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
                plan.HedgedAttempt!, new(attempt, owned: false), new(invoke, plan.Telemetry), attempt.Token, deadline);
    }

    // Methods of their own: a closure is allocated where its method begins.
    private static ValueTask<TResult> HedgeValueTask<TTarget, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TCall : struct, ICall<TTarget, ValueTask<TResult>>
        => new(Hedge(plan, token => call.Invoke(targets.Only!, token).AsTask(), caller));

    private static TTask HedgeTask<TTarget, TTask, TResult, TCall>(
        MethodPlan plan, TargetSet<TTarget> targets, TCall call, CancellationToken caller)
        where TTarget : class
        where TTask : Task
        where TCall : struct, ICall<TTarget, TTask>
    {
        return As<TTask>(Hedge(plan, token => WithResult(Required(plan, call.Invoke(targets.Only!, token))), caller));

        static Task<TResult> WithResult(Task task) => task as Task<TResult> ?? AddNothingAsync(task);

        static async Task<TResult> AddNothingAsync(Task task)
        {
            await task.ConfigureAwait(false);
            return default!;
        }
    }
}
