using System.Globalization;
using System.Text;
using Polly;

namespace Ambassador.Differential.Tests;

/// <summary>Which of the service's methods a script calls.</summary>
public enum Kind
{
    Value,
    Void,
    TaskOfValue,
    Task,
    ValueTaskOfValue,
    ValueTask,
}

/// <summary>How an attempt ends.</summary>
public enum Answer
{
    Success,
    Transient,
    Timeout,
    Wrong,
    Canceled,
}

/// <summary>What an attempt does when its token is cancelled. Told apart only where nothing is timed: a timeout does not wait for it.</summary>
public enum Reaction
{
    Deaf,
    Obeys,
    Fails,
    Succeeds,
}

/// <summary>A circuit.</summary>
public sealed record Breaker(double Ratio, int MinimumThroughput, double SamplingSeconds, double BreakSeconds);

/// <summary>What holds for failures of one type.</summary>
public sealed record Exemption(Answer Failure, int Retry, bool Counts);

/// <summary>The policies of a script.</summary>
public sealed record Policies(
    int Retry,
    int DelayMs,
    int MaxDelayMs,
    DelayBackoffType Backoff,
    bool Jitter,
    int TimeoutMs,
    int TotalTimeoutMs,
    Breaker? Breaker,
    Exemption? Exemption)
{
    public bool TimesOut => TimeoutMs > 0 || TotalTimeoutMs > 0;

    /// <summary>Whether there is a policy at all. A method without one is passed on as it is.</summary>
    public bool Any => TimesOut || MaxRetry > 0 || Breaker is not null;

    public int MaxRetry => Math.Max(Retry, Exemption?.Retry ?? 0);
}

/// <summary>What the service does with an attempt.</summary>
/// <param name="BlockMs">How long it keeps the caller's thread before it returns its task.</param>
/// <param name="LatencyMs">How long the task then takes: 0 for one that has ended, and <see cref="Never"/>.</param>
/// <param name="Answer">How it ends.</param>
/// <param name="Throws">Whether it throws instead of returning a task that has failed.</param>
/// <param name="Reaction">What it does when its token is cancelled.</param>
public sealed record Attempt(int BlockMs, int LatencyMs, Answer Answer, bool Throws, Reaction Reaction)
{
    public const int Never = -1;
}

/// <summary>One call.</summary>
/// <param name="AfterMs">How long after the call before it begins.</param>
/// <param name="CancelAfterMs">When its caller cancels, counted from there; negative is beforehand, null is never.</param>
/// <param name="Attempts">What becomes of its attempts; the last holds for all after it.</param>
public sealed record Call(int AfterMs, int? CancelAfterMs, Attempt[] Attempts)
{
    public Attempt this[int attempt] => Attempts[Math.Min(attempt, Attempts.Length - 1)];
}

/// <summary>Everything that decides what happens: policies, random draws, and what service and callers do when.</summary>
public sealed record Script(Kind Kind, Policies Policies, double[] Draws, Call[] Calls)
{
    public bool HasResult => Kind is Kind.Value or Kind.TaskOfValue or Kind.ValueTaskOfValue;

    /// <summary>Whether a call keeps its thread. As there is but one, each call then begins when the one before has ended.</summary>
    public bool Blocks => Kind is Kind.Value or Kind.Void;

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Kind}, {Policies}").AppendLine(CultureInfo.InvariantCulture, $"draws {string.Join(", ", Draws)}");
        for (var call = 0; call < Calls.Length; call++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"call {call}: after {Calls[call].AfterMs} ms, cancelled after {Calls[call].CancelAfterMs?.ToString(CultureInfo.InvariantCulture) ?? "-"} ms");
            foreach (var attempt in Calls[call].Attempts)
                text.AppendLine(CultureInfo.InvariantCulture, $"    {attempt}");
        }

        return text.ToString();
    }
}
