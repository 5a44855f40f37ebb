using System.ComponentModel;
using Ambassador.Targets;

namespace Ambassador.Health;

/// <summary>What the answers of methods that are marked with <see cref="HealthProbeAttribute"/> say of a target. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MarkedProbe
{
    /// <summary>An answer is healthy.</summary>
    /// <param name="answer">The answer to come.</param>
    public static async ValueTask<TargetHealth> HealthOf(Task answer)
    {
        await answer.ConfigureAwait(false);
        return TargetHealth.Healthy;
    }

    /// <inheritdoc cref="HealthOf(Task)"/>
    public static ValueTask<TargetHealth> HealthOf(ValueTask answer) => HealthOf(answer.AsTask());

    /// <summary>True is healthy, false unhealthy.</summary>
    /// <param name="answer">The answer to come.</param>
    public static async ValueTask<TargetHealth> HealthOf(Task<bool> answer) => await answer.ConfigureAwait(false) ? TargetHealth.Healthy : TargetHealth.Unhealthy;

    /// <inheritdoc cref="HealthOf(Task{bool})"/>
    public static ValueTask<TargetHealth> HealthOf(ValueTask<bool> answer) => HealthOf(answer.AsTask());

    /// <summary>The answer is the health.</summary>
    /// <param name="answer">The answer to come.</param>
    public static ValueTask<TargetHealth> HealthOf(Task<TargetHealth> answer) => new(answer);

    /// <inheritdoc cref="HealthOf(Task{TargetHealth})"/>
    public static ValueTask<TargetHealth> HealthOf(ValueTask<TargetHealth> answer) => answer;

    /// <summary>A probe that asks by such a method.</summary>
    internal static IHealthProbe<TTarget> Of<TTarget>(Func<TTarget, CancellationToken, ValueTask<TargetHealth>> ask) => new Probe<TTarget>(ask);

    private sealed class Probe<TTarget>(Func<TTarget, CancellationToken, ValueTask<TargetHealth>> ask) : IHealthProbe<TTarget>
    {
        public ValueTask<TargetHealth> CheckAsync(TTarget target, CancellationToken cancellationToken) => ask(target, cancellationToken);
    }
}
