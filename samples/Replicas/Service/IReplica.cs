using Ambassador;

namespace Replicas.Service;

/// <summary>The service that all replicas offer, as its callers see it.</summary>
/// <remarks>
/// Ejections are short because the whole story takes seconds, and half of the replicas may be ejected because there are so few;
/// the defaults (30 s, looked at every 10 s, a tenth of them) suit more replicas that run for longer.
/// </remarks>
[Ambassador(Retry = 2, RetryDelayMs = 10, TimeoutMs = 400)]
[Balance(BalancingAlgorithm.PeakEwma)]
[Eject(BaseSeconds = 1, IntervalSeconds = 0.5, MaxPercent = 50)]
public interface IReplica
{
    Task<string> GetAsync(int id, CancellationToken cancellationToken = default);

    /// <summary>Does nothing: a new replica is asked for it before it gets its first call. Whoever asks first waits until there are replicas.</summary>
    [Ambassador(TimeoutMs = 10_000)]
    Task PingAsync(CancellationToken cancellationToken = default);
}
