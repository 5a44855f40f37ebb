using Ambassador.Time;
using Polly.RateLimiting;
using Polly.Timeout;

namespace Ambassador.Limiting;

/// <summary>A bound of calls under way that follows the service's latency.</summary>
internal sealed class AdaptiveLimit : ConcurrencyLimit
{
    public const string Name = "adaptive_concurrency";

    private readonly TimeProvider _time;
    private readonly LatencyGradient _gradient;

    public AdaptiveLimit(Clock clock, Func<double> randomizer, PolicySettings settings)
        : base(Name)
    {
        _time = clock.Provider;
        _gradient = new(_time.TimestampFrequency, randomizer);
        _gradient.Begin((int)settings.Value(PolicyRules.AdaptiveConcurrencyInitial), Now);
        Apply(settings);
    }

    /// <summary>The time, more precise than <see cref="Clock"/>'s: a service may answer within a millisecond.</summary>
    public long Now => _time.GetTimestamp();

    public override void Apply(PolicySettings settings)
    {
        lock (Gate)
        {
            _gradient.Bound((int)settings.Value(PolicyRules.AdaptiveConcurrencyMin), (int)settings.Value(PolicyRules.AdaptiveConcurrencyMax));
            Allow(_gradient.Limit);
        }
    }

    /// <summary>A call that was let in has ended.</summary>
    /// <param name="began">When it was let in.</param>
    /// <param name="error">How it failed, if it did. Failures are quick and say nothing, unless time ran out.</param>
    public void Leave(long began, Exception? error)
    {
        var ended = Now;
        lock (Gate)
        {
            if (error is null or TimeoutRejectedException)
                _gradient.Add(began, ended, Running);

            Leave(_gradient.Limit);
        }
    }

    public override RateLimiterRejectedException Refusal(string method)
        => new($"{method} was refused by its adaptive concurrency limit, which allows {Allowed} calls at present.");

    // Nobody is put aside for long idle, and what it has learnt is kept.
    protected override bool IsUntouched() => false;
}
