namespace Ambassador.Calls;

/// <summary>What a method's attributes leave to code: generated code hands it over. Immutable.</summary>
public class MethodHooks
{
    internal static readonly MethodHooks None = new();

    /// <summary>Which exceptions are worth a retry; null for all that the rules retry.</summary>
    public Func<Exception, bool>? RetryWhen { get; init; }

    /// <summary>How long the service asks to wait after an exception; a negative time forbids the retry, null leaves the wait to the rules.</summary>
    public Func<Exception, TimeProvider, TimeSpan?>? RetryAfter { get; init; }

    /// <summary>Which exceptions count against the circuit; null for those that the rules count.</summary>
    public Func<Exception, bool>? BreakWhen { get; init; }

    internal TimeSpan? Pause(Exception failure, TimeProvider time) => RetryAfter?.Invoke(failure, time) ?? ServerDelays.Of(failure, time);
}

/// <summary>What a method's attributes leave to code, results included.</summary>
/// <typeparam name="TResult">The method's result.</typeparam>
public sealed class MethodHooks<TResult> : MethodHooks
{
    /// <summary>Which results are failures that are worth a retry; null for none.</summary>
    public Func<TResult, bool>? RetryWhenResult { get; init; }

    /// <summary>How long the service asks to wait after such a result; a negative time forbids the retry, null leaves the wait to the rules.</summary>
    public Func<TResult, TimeProvider, TimeSpan?>? RetryAfterResult { get; init; }

    /// <summary>Which results count against the circuit; null for those that are worth a retry.</summary>
    public Func<TResult, bool>? BreakWhenResult { get; init; }

    /// <summary>Whether a result is anything but a success.</summary>
    internal bool Rejects(TResult result) => IsWorthRetry(result) || Counts(result);

    internal bool IsWorthRetry(TResult result) => RetryWhenResult is { } when && when(result);

    internal bool Counts(TResult result) => BreakWhenResult is { } when ? when(result) : IsWorthRetry(result);
}
