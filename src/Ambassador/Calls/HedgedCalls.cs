using Ambassador.Hedging;
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
internal readonly struct HedgedAttemptCall<TResult>(Func<CancellationToken, Task<TResult>> invoke, MethodTelemetry telemetry)
    : ICall<HedgedAttempt<TResult>, Task<TResult>>
{
    public Task<TResult> Invoke(HedgedAttempt<TResult> target, CancellationToken cancellationToken)
    {
        if (target.Number > 1)
            telemetry.Hedging(target.Number);

        return target.Follow(invoke(cancellationToken));
    }
}
