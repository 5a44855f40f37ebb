using Polly.RateLimiting;

namespace Ambassador.Limiting;

/// <summary>A fixed bound of calls under way, with a line.</summary>
internal sealed class Bulkhead : ConcurrencyLimit
{
    public const string Name = "bulkhead";

    public Bulkhead(PolicySettings settings)
        : base(Name)
        => Apply(settings);

    public override void Apply(PolicySettings settings)
    {
        lock (Gate)
        {
            SetQueue(settings.Value(PolicyRules.BulkheadQueue));
            Allow((int)settings.Value(PolicyRules.Bulkhead));
        }
    }

    public override RateLimiterRejectedException Refusal(string method)
        => new($"{method} was refused by its bulkhead: {Allowed} calls are under way at most, and {Queued} wait.");
}
