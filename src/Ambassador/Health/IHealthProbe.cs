using Ambassador.Targets;

namespace Ambassador.Health;

/// <summary>Asks a target how it is. Implementations must be safe for concurrent use: several targets are asked at once, though none twice.</summary>
/// <typeparam name="T">The type of the targets: the annotated interface.</typeparam>
public interface IHealthProbe<in T>
{
    /// <summary>Asks one target.</summary>
    /// <param name="target">The target itself, past every policy of its ambassador.</param>
    /// <param name="cancellationToken">Cancelled when the check is out of time, the target has left or checks have ended.</param>
    /// <returns>
    /// How it is. An exception, and no answer in time, mean <see cref="TargetHealth.Unhealthy"/>. The target is not asked again before the task has completed.
    /// </returns>
    ValueTask<TargetHealth> CheckAsync(T target, CancellationToken cancellationToken);
}
