namespace Ambassador.Targets;

/// <summary>
/// Which calls are made once more, behind their callers' backs, and where: an even spread over the targets that get copies and nothing else. Safe for concurrent use.
/// </summary>
/// <remarks>Memory model: how many copies are under way is one interlocked count, which is taken back where it has gone too far; who there are is one reference.</remarks>
/// <param name="targets">Who gets copies; at least one.</param>
/// <param name="share">The share of calls that is copied.</param>
/// <param name="most">How many copies may be under way.</param>
/// <param name="randomizer">Numbers from [0, 1).</param>
internal sealed class TargetMirror<TTarget>(IReadOnlyList<Target<TTarget>> targets, double share, int most, Func<double> randomizer)
    where TTarget : class
{
    private int _running;
    private uint _next;

    /// <summary>Whether a call is copied, and where to. What has begun is to be ended by <see cref="End"/>.</summary>
    public bool TryBegin(out Target<TTarget> target, out long began)
    {
        (target, began) = (targets[0], 0);
        if (randomizer() >= share)
            return false;

        if (Interlocked.Increment(ref _running) <= most)
        {
            target = targets[(int)(Interlocked.Increment(ref _next) % (uint)targets.Count)];
            if (target.TryBegin(out began))
                return true;
        }

        Interlocked.Decrement(ref _running);
        return false;
    }

    /// <summary>A copy has ended.</summary>
    public void End(Target<TTarget> target, long began, AttemptOutcome outcome)
    {
        target.End(began, outcome);
        Interlocked.Decrement(ref _running);
    }
}
