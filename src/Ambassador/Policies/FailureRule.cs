using Polly;

namespace Ambassador;

/// <summary>What holds for failures of one type. Immutable.</summary>
/// <param name="settings">The settings that it comes from, complete.</param>
/// <param name="isProgramError">Whether such a failure says that the call is wrong and nothing about the service.</param>
internal sealed class FailureRule(SettingValues settings, bool isProgramError = false)
{
    /// <summary>Whether such a failure says that the call is wrong, so that another attempt would fail alike.</summary>
    public bool IsProgramError { get; } = isProgramError;

    /// <summary>Up to how many retries the call may have made for such a failure to be retried once more.</summary>
    public int Retry { get; } = (int)settings.Value(PolicyRules.Retry);

    public TimeSpan Delay { get; } = TimeSpan.FromMilliseconds(settings.Value(PolicyRules.RetryDelayMs));

    public TimeSpan MaxDelay { get; } = TimeSpan.FromMilliseconds(settings.Value(PolicyRules.RetryMaxDelayMs));

    public DelayBackoffType Backoff { get; } = (DelayBackoffType)settings.Value(PolicyRules.RetryBackoff);

    public bool Jitter { get; } = settings.Value(PolicyRules.RetryJitter) != 0;

    /// <summary>Whether such a failure counts against the circuit.</summary>
    public bool Counts { get; } = settings.Value(PolicyRules.BreakerCounts) != 0;

    /// <summary>Whether the fallback, where there is one, answers for such a failure.</summary>
    public bool FallsBack { get; } = settings.Value(PolicyRules.Fallback) != 0;
}
