using Ambassador.Retry;

namespace Ambassador.Generators.Model;

/// <summary>
/// What a call comes to if none of its attempts is answered: how many there are and how long they take with the waits between them, in milliseconds.
/// What rules warn of and what the plan in words says are these numbers.
/// </summary>
/// <remarks>
/// The waits are those of the formula without jitter. Jitter makes constant and linear ones up to a quarter shorter or longer. Exponential ones come to less
/// with it, from the second retry on: <see cref="MostMs"/> is the bound.
/// </remarks>
internal readonly struct WorstCase
{
    private readonly int _retries;
    private readonly double _delay;
    private readonly double _maxDelay;
    private readonly int _backoff;
    private readonly bool _jitter;

    private WorstCase(int retries, double delay, double maxDelay, int backoff, bool jitter, double attempt, double total)
    {
        _retries = retries;
        _delay = delay;
        _maxDelay = maxDelay;
        _backoff = backoff;
        _jitter = jitter;
        AttemptMs = attempt;
        TotalMs = total;
    }

    /// <summary>How many attempts there may be, one after the other.</summary>
    public int Attempts => _retries + 1;

    /// <summary>How long one of them may take, with those that run beside it; 0 where nothing limits it.</summary>
    public double AttemptMs { get; }

    /// <summary>What is set for the call as a whole; 0 where nothing is.</summary>
    public double TotalMs { get; }

    /// <summary>All waits together.</summary>
    public double WaitsMs => Waits(_retries);

    /// <summary>All attempts and waits, whatever is set for the call as a whole. Attempts that nothing limits count for nothing.</summary>
    public double SumMs => (Attempts * AttemptMs) + WaitsMs;

    /// <summary>How long the call may take; null where nothing limits it.</summary>
    public double? CallMs =>
        AttemptMs == 0 ? TotalMs > 0 ? TotalMs : null
        : TotalMs > 0 ? Math.Min(TotalMs, SumMs)
        : SumMs;

    /// <summary>What no draw of the jitter brings the attempts and waits above; <see cref="SumMs"/> where that is exact or near it.</summary>
    public double MostMs => IsDecorrelated
        ? (Attempts * AttemptMs) + Math.Min(_retries * _maxDelay, BackoffFormula.Decorrelated(_retries) * BackoffFormula.MedianScale * _delay)
        : SumMs;

    /// <summary>The first attempt that cannot begin before the call's time is up, whatever the jitter, if those before it take all of theirs; null where each can.</summary>
    public int? FirstWithoutTime
    {
        get
        {
            for (var retry = 1; TotalMs > 0 && retry <= _retries; retry++)
            {
                if (EarliestBegin(retry) >= TotalMs)
                    return retry + 1;
            }

            return null;
        }
    }

    /// <summary>What is left of the call's time for its last attempt, at best.</summary>
    public double LeftForLastMs => TotalMs - EarliestBegin(_retries);

    private bool IsDecorrelated => _jitter && _backoff is not (BackoffFormula.Constant or BackoffFormula.Linear);

    /// <param name="settings">What is in force.</param>
    /// <param name="retries">How many retries there may be.</param>
    /// <param name="canHedge">Whether attempts may run side by side, if that is set.</param>
    public static WorstCase Of<TSettings>(TSettings settings, double retries, bool canHedge)
        where TSettings : ISettingValues
    {
        var attempt = settings.Value(PolicyRules.TimeoutMs);
        if (canHedge && settings.Value(PolicyRules.Idempotent) > 0)
        {
            // One starts when the time to wait for those before is up, or theirs is.
            attempt += settings.Value(PolicyRules.Hedge) * Math.Min(settings.Value(PolicyRules.HedgeAfterMs), attempt);
        }

        return new(
            (int)retries,
            settings.Value(PolicyRules.RetryDelayMs),
            settings.Value(PolicyRules.RetryMaxDelayMs),
            (int)settings.Value(PolicyRules.RetryBackoff),
            settings.Value(PolicyRules.RetryJitter) > 0,
            attempt,
            settings.Value(PolicyRules.TotalTimeoutMs));
    }

    private double EarliestBegin(int retries) => (retries * AttemptMs) + LeastWaits(retries);

    private double Waits(int retries)
    {
        var sum = 0.0;
        for (var retry = 0; retry < retries; retry++)
            sum += Math.Min(_maxDelay, BackoffFormula.Plain(_backoff, retry) * _delay);

        return sum;
    }

    private double LeastWaits(int retries)
    {
        if (!_jitter)
            return Waits(retries);

        // Those that are not capped add up to this at least; one that is, is as long as the cap.
        if (IsDecorrelated)
            return retries == 0 ? 0 : Math.Min(_maxDelay, BackoffFormula.Decorrelated(retries - 1) * BackoffFormula.MedianScale * _delay);

        var sum = 0.0;
        for (var retry = 0; retry < retries; retry++)
            sum += Math.Min(_maxDelay, BackoffFormula.Plain(_backoff, retry) * (1 - (BackoffFormula.Spread / 2)) * _delay);

        return sum;
    }
}
