using Ambassador.Time;

namespace Ambassador.Hedging;

/// <summary>
/// Attempts of one call side by side: another starts whenever one has failed, or none has answered for a while. The first success is the race's;
/// when all have failed, the last result that is a failure is, and where there is none, the failure of the first attempt.
/// </summary>
/// <param name="rules">When attempts start, and what ends a race.</param>
/// <param name="rejects">Whether a result is a failure.</param>
/// <param name="begin">Begins an attempt.</param>
/// <remarks>
/// Semantics are Polly's, but for those that docs/semantics.md gives the reasons of: a caller does not wait for the losers, nor for attempts that are
/// deaf to its cancellation.
/// </remarks>
internal sealed class HedgedRace<TResult>(HedgingRules rules, Func<TResult, bool> rejects, Func<HedgedAttempt<TResult>, Task<TResult>> begin)
{
    /// <summary>Runs one race, from its first attempt to its end.</summary>
    /// <param name="token">Cancelled when nobody waits for it any more.</param>
    public async Task<TResult> RunAsync(CancellationToken token)
    {
        List<HedgedAttempt<TResult>> attempts = [];
        List<HedgedAttempt<TResult>> running = [];
        HedgedAttempt<TResult>? decided = null;
        HedgedAttempt<TResult>? rejected = null;
        object? kept = null;
        try
        {
            while (true)
            {
                token.ThrowIfCancellationRequested();
                if (attempts.Count < rules.MaxAttempts)
                {
                    attempts.Add(new(attempts.Count + 1, begin, token));
                    running.Add(attempts[^1]);
                }
                else if (running.Count == 0)
                {
                    decided = rejected;
                    var last = await (decided ?? attempts[0]).Task.ConfigureAwait(false);
                    kept = last;
                    return last;
                }

                var mayStart = attempts.Count < rules.MaxAttempts;
                if (await WaitAsync(running, mayStart ? rules.Delay : Timeout.InfiniteTimeSpan, token).ConfigureAwait(false) is not { } ended)
                    continue;

                running.Remove(ended);
                if (ended.Task.IsCompletedSuccessfully && rejects(ended.Task.Result))
                {
                    rejected = ended;
                }
                else if (ended.Task is { IsFaulted: true, Exception.InnerException: { } error } ? rules.IsFinal(error) : !ended.Task.IsCanceled)
                {
                    decided = ended;
                    var result = await ended.Task.ConfigureAwait(false);
                    kept = result;
                    return result;
                }

                // The time of the whole call is up, and its own timer is about to say so.
                if (rules.Clock.Now >= rules.Deadline)
                    await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var attempt in attempts)
            {
                if (attempt == decided)
                    attempt.Decide();
                else
                    attempt.Lose(kept);
            }
        }
    }

    /// <summary>An attempt that has ended, of several the one that began first; null when none has before the delay is over or the race is off.</summary>
    private async ValueTask<HedgedAttempt<TResult>?> WaitAsync(List<HedgedAttempt<TResult>> running, TimeSpan delay, CancellationToken token)
    {
        if (running.Find(static attempt => attempt.Task.IsCompleted) is { } ended)
            return ended;

        if (delay != TimeSpan.Zero)
        {
            Task any = running is [var only] ? only.Task : Task.WhenAny(running.Select(static attempt => attempt.Task));
            await any.WaitAsync(delay, rules.Clock.Provider, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return running.Find(static attempt => attempt.Task.IsCompleted);
    }
}
