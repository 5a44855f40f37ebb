using Ambassador.Targets;

namespace Ambassador.Health;

/// <summary>A check has ended.</summary>
/// <param name="Target">Whom it asked. <see cref="Target.Health"/> is what the thresholds make of the result.</param>
/// <param name="Result">How it found the target.</param>
/// <param name="HasChanged">Whether <see cref="Target.Health"/> is another now.</param>
/// <param name="Error">Why there is no answer; an <see cref="OperationCanceledException"/> where there was none in time.</param>
internal readonly record struct HealthCheckEvent(Target Target, TargetHealth Result, bool HasChanged, Exception? Error);
