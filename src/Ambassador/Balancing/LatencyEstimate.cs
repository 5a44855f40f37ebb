using Ambassador.Targets;
using Ambassador.Time;

namespace Ambassador.Balancing;

/// <summary>
/// What a target's latency is taken to be: Finagle's peak-sensitive moving average. A latency above it is believed at once, one below bit by bit, and while nothing
/// is observed it falls towards zero, so that a target which was slow gets another chance.
/// </summary>
/// <remarks>
/// Two things are added. An attempt that fails counts as one that took twice the estimate, if it was sooner, so that a target which fails fast does not attract the calls;
/// failure after failure doubles it up to a bound. And an attempt that was given up took longer than it did, so it can raise the estimate but not lower it.
/// <para>
/// Memory model: cost and time of the last observation are written and read under the lock. What picks read is one word: the logarithm of the cost, plus the time of
/// the observation in units of the decay. The estimate at any time is exp(level - time / decay); of two targets at the same time the one with the lower
/// level has the lower estimate, whatever the time is. So a pick reads no clock, cannot read half of an observation, and does not wait for one.
/// </para>
/// </remarks>
internal sealed class LatencyEstimate : TargetObserver
{
    private readonly Lock _gate = new();
    private readonly Clock _clock;
    private readonly double _decay;
    private readonly double _default;
    private readonly double _failure;
    private double _cost;
    private long _observed;
    private double _level;

    public LatencyEstimate(BalancingRules rules, Clock clock)
    {
        _clock = clock;
        _decay = rules.EwmaDecay.Ticks;
        _default = rules.EwmaDefault.Ticks;
        _failure = rules.EwmaFailure.Ticks;
        Set(_default, clock.Now);
    }

    public override bool MeasuresTime => true;

    /// <summary>What estimates are compared by: the difference of two is the logarithm of their ratio.</summary>
    public double Level => Volatile.Read(ref _level);

    /// <summary>The estimate at a time, in ticks.</summary>
    public double At(long now) => Math.Exp(Level - (now / _decay));

    public override void Ended(AttemptOutcome outcome, long elapsed)
    {
        lock (_gate)
        {
            // Another thread may have read the clock later and come here first.
            var now = Math.Max(_observed, _clock.Now);
            var kept = Math.Exp((_observed - now) / _decay);
            var estimate = _cost * kept;
            var latency = outcome is AttemptOutcome.Failed or AttemptOutcome.Unanswered
                ? Math.Max(elapsed, Math.Min(_failure, 2 * Math.Max(estimate, _default)))
                : elapsed;

            if (latency > _cost)
                Set(latency, now);
            else if (outcome != AttemptOutcome.Abandoned)
                Set(estimate + (latency * (1 - kept)), now);
            else if (latency > estimate)
                Set(latency, now);
        }
    }

    private void Set(double cost, long now)
    {
        // A latency of zero has no logarithm, and would hide how many attempts are under way.
        _cost = Math.Max(1, cost);
        _observed = now;
        Volatile.Write(ref _level, Math.Log(_cost) + (now / _decay));
    }
}
