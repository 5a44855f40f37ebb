using Ambassador.Time;

namespace Ambassador.Retry;

/// <summary>
/// How many retries the calls of an interface have earned. The arithmetic is that of Finagle's <c>RetryBudget</c>: each call deposits a
/// share of a retry for a while, a reserve grants some whatever the traffic, and a retry takes one out. Safe for concurrent use.
/// </summary>
/// <remarks>
/// The ratio and the reserve are those of the policy of the method that wants to retry; calls and retries of all methods are counted here.
/// Memory model: that of <see cref="RollingCounts"/>. A call deposits without a lock, for next to nothing; a retry, which is rare, takes it.
/// </remarks>
internal sealed class RetryBudget(Clock clock, long timeToLive)
{
    private readonly Lock _gate = new();

    // Successes are calls, failures are retries.
    private readonly RollingCounts _counts = new(clock, timeToLive);

    public long TimeToLive => timeToLive;

    public void Deposit()
    {
        if (_counts.TrySuccess())
            return;

        lock (_gate)
            _counts.Success();
    }

    public bool TryWithdraw(Policy policy)
    {
        lock (_gate)
        {
            var now = clock.Now;
            var (retries, _, total) = _counts.Sum(now);
            if (((total - retries) * policy.RetryBudget) + policy.RetryReserve - retries < 1)
                return false;

            _counts.Failure(now, isSlow: false);
            return true;
        }
    }
}
