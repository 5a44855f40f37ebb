using Ambassador.Hedging;
using Ambassador.Targets;
using Ambassador.Telemetry;

namespace Ambassador.Calls;

/// <summary>A race as what its call's total timeout and retries see: one attempt after the other is a race.</summary>
internal readonly struct RaceCall<TResult> : ICall<HedgedRace<TResult>, Task<TResult>>
{
    public Task<TResult> Invoke(HedgedRace<TResult> target, CancellationToken cancellationToken) => target.RunAsync(cancellationToken);
}

/// <summary>One attempt of a race as what its circuit and timeout see.</summary>
/// <param name="invoke">Makes the inner call.</param>
/// <param name="telemetry">What is told of those that run beside the first.</param>
internal readonly struct HedgedAttemptCall<TResult>(Func<HedgedAttempt<TResult>, CancellationToken, Task<TResult>> invoke, MethodTelemetry telemetry)
    : ICall<HedgedAttempt<TResult>, Task<TResult>>
{
    public Task<TResult> Invoke(HedgedAttempt<TResult> target, CancellationToken cancellationToken)
    {
        if (target.Number > 1)
            telemetry.Hedging(target.Number);

        return target.Follow(invoke(target, cancellationToken));
    }
}

/// <summary>Chooses targets for the attempts of a hedged call: for each another, where there are as many.</summary>
/// <param name="chooser">Chooses.</param>
/// <param name="hash">The hash of the call's key, if it has one.</param>
internal sealed class HedgedTargets<TTarget, TResult>(ITargetChooser<TTarget> chooser, ulong? hash)
    where TTarget : class
{
    private readonly Lock _gate = new();
    private readonly List<Target> _tried = [];

    /// <summary>What one attempt chooses by.</summary>
    public TargetSet<HedgedAttempt<TResult>> For(HedgedAttempt<TResult> attempt) => new(new Choice(this, attempt), fallbacks: null);

    private sealed class Choice(HedgedTargets<TTarget, TResult> all, HedgedAttempt<TResult> attempt) : ITargetChooser<HedgedAttempt<TResult>>
    {
        public Task Ready => Task.CompletedTask;

        public TargetMirror<HedgedAttempt<TResult>>? Mirror => null;

        public Target Enter(in PickContext context, out HedgedAttempt<TResult> instance, out long began) => all.Enter(context, instance = attempt, out began);
    }

    private Target Enter(in PickContext context, HedgedAttempt<TResult> attempt, out long began)
    {
        lock (_gate)
        {
            // The attempt itself has been refused by the circuits of some.
            var refused = context;
            var target = chooser.Enter(new(hash, context.IsAnotherAttempt ? [.. _tried.Where(refused.IsTried)] : _tried), out _, out began);
            _tried.Add(target);
            return attempt.Target = target;
        }
    }
}
