using Ambassador.Targets;
using Ambassador.Time;

namespace Ambassador.Balancing;

/// <summary>
/// What a target's latency is taken to be, after Finagle's peak-sensitive moving average: one above it is believed at once, and with time it falls towards zero, so
/// that a target which was slow gets another chance.
/// </summary>
/// <remarks>
/// Finagle lets the average fall whenever it is looked at, which each pick does; what is left of a latency below it is then the time since that look, next to
/// nothing. Here it is nothing: the estimate is the highest of the latencies seen, each faded by exp(-age / decay). Two things are added. A failure counts as twice
/// the estimate, if it came sooner, so that a target which fails fast, and never has much under way, does not attract the calls; failure after failure doubles it,
/// up to a bound, but those that were under way together count as one. And an attempt that was given up took longer than it did, so it counts for as long as it did
/// take.
/// <para>
/// Memory model: the estimate is one word, the logarithm of a latency plus the time of it in units of the decay, which only ever rises, by compare and exchange. At
/// any time the estimate is exp(level - time / decay). Of two targets the one with the lower level has the lower estimate, whatever the time is: a pick reads no
/// clock. When a failure has last raised it is another word. Two threads that read it at once may both raise the estimate, which is as if the failures had come one
/// after the other.
/// </para>
/// </remarks>
internal sealed class LatencyEstimate : TargetObserver
{
    private readonly Clock _clock;
    private readonly double _decay;
    private readonly double _default;
    private readonly double _failure;
    private double _level;
    private long _raised;

    private LatencyEstimate(BalancingRules rules, Clock clock, double? latency)
    {
        _clock = clock;
        _decay = rules.EwmaDecay.Ticks;
        _default = rules.EwmaDefault.Ticks;
        _failure = rules.EwmaFailure.Ticks;
        _level = LevelOf(latency ?? _default, clock.Now);
    }

    /// <summary>The estimate of a target. One that goes by other rules is replaced, because levels of different decays cannot be compared; what it knows stays.</summary>
    public static LatencyEstimate Of(Target target, BalancingRules rules, Clock clock)
    {
        var estimate = target.Observe(_ => new LatencyEstimate(rules, clock, null));
        if (estimate.GoesBy(rules))
            return estimate;

        target.Forget(estimate);
        var latency = estimate.At(clock.Now);
        return target.Observe(_ => new LatencyEstimate(rules, clock, latency));
    }

    public override bool MeasuresTime => true;

    /// <summary>What estimates are compared by: the difference of two is the logarithm of their ratio.</summary>
    public double Level => Volatile.Read(ref _level);

    /// <summary>The estimate at a time, in ticks.</summary>
    public double At(long now) => Math.Exp(Level - (now / _decay));

    public override void Ended(AttemptOutcome outcome, long elapsed)
    {
        var now = _clock.Now;
        double latency = elapsed;
        if ((outcome is AttemptOutcome.Failed or AttemptOutcome.Unanswered) && now - elapsed >= Volatile.Read(ref _raised))
        {
            Volatile.Write(ref _raised, now);
            latency = Math.Max(elapsed, Math.Min(_failure, 2 * Math.Max(At(now), _default)));
        }

        var level = LevelOf(latency, now);
        for (var current = Level; level > current;)
        {
            var found = Interlocked.CompareExchange(ref _level, level, current);
            if (found.Equals(current))
                return;

            current = found;
        }
    }

    private bool GoesBy(BalancingRules rules) =>
        _decay.Equals(rules.EwmaDecay.Ticks) && _default.Equals(rules.EwmaDefault.Ticks) && _failure.Equals(rules.EwmaFailure.Ticks);

    // A latency of zero has no logarithm, and would hide how many attempts are under way.
    private double LevelOf(double latency, long now) => Math.Log(Math.Max(1, latency)) + (now / _decay);
}
