using Ambassador.Time;
using Polly.RateLimiting;

namespace Ambassador.Limiting;

/// <summary>
/// Bounds how many calls begin: each takes a token out of a bucket that fills evenly and starts full. A timer runs only while somebody waits.
/// </summary>
internal sealed class TokenBucket : Limit
{
    public const string Name = "rate_limit";

    // What is missing to a whole token by rounding alone; the smallest step of the clock adds more, at any rate worth limiting.
    private const double Rounding = 1e-9;

    private readonly Clock _clock;
    private ITimer? _timer;
    private double _tokensPerTick;
    private double _size;
    private double _tokens;
    private long _filled;

    public TokenBucket(Clock clock, PolicySettings settings)
        : base(Name)
    {
        _clock = clock;
        _filled = clock.Now;
        Apply(settings);
        _tokens = _size;
    }

    public override void Apply(PolicySettings settings)
    {
        var perSecond = settings.Value(PolicyRules.RateLimit);
        var burst = settings.Value(PolicyRules.RateLimitBurst);
        lock (Gate)
        {
            Fill();
            SetQueue(settings.Value(PolicyRules.RateLimitQueue));
            _tokensPerTick = perSecond / TimeSpan.TicksPerSecond;
            _size = burst > 0 ? burst : Math.Max(1, Math.Ceiling(perSecond));
            _tokens = Math.Min(_tokens, _size);
            Serve();
        }
    }

    public override RateLimiterRejectedException Refusal(string method)
    {
        TimeSpan retryAfter;
        lock (Gate)
        {
            Fill();
            retryAfter = TimeSpan.FromTicks(TicksUntil(LineLength + 1));
        }

        var perSecond = Math.Round(_tokensPerTick * TimeSpan.TicksPerSecond, 3);
        return new(FormattableString.Invariant($"{method} was refused by its rate limit of {perSecond} calls a second."), retryAfter);
    }

    protected override bool TryTake()
    {
        Fill();
        if (TicksUntil(1) > 0)
            return false;

        _tokens = Math.Max(0, _tokens - 1);
        return true;
    }

    protected override bool IsUntouched()
    {
        Fill();
        return _tokens >= _size;
    }

    protected override void Stalled()
    {
        _timer ??= _clock.CreateTimer(static bucket => ((TokenBucket)bucket!).ServeNext(), this);
        Clock.Set(_timer, Math.Min(TicksUntil(1), TimeSpan.TicksPerDay));
    }

    private void ServeNext()
    {
        lock (Gate)
            Serve();
    }

    private void Fill()
    {
        var now = _clock.Now;
        _tokens = Math.Min(_size, _tokens + ((now - _filled) * _tokensPerTick));
        _filled = now;
    }

    private long TicksUntil(int tokens)
    {
        var missing = tokens - _tokens - Rounding;
        return missing <= 0 ? 0 : (long)Math.Min(Math.Ceiling(missing / _tokensPerTick), TimeSpan.MaxValue.Ticks / 2);
    }
}
