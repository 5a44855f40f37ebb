using System.Threading;
using System.Threading.Tasks;
using Ambassador;
using Polly.CircuitBreaker;

namespace Mistakes;

/// <summary>The circuit wants ten attempts in its window, and the rate limit lets seven begin.</summary>
public interface ISeldom
{
    [Ambassador(Breaker = 0.5, RateLimit = 0.2)] // AMB0013
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

/// <summary>By the time that the tenth attempt has timed out the first are forgotten.</summary>
public interface IForgetful
{
    [Ambassador(TimeoutMs = 10_000, Breaker = 0.5, BreakerSamplingSeconds = 5)] // AMB0014
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

/// <summary>Every attempt is over before it is slow.</summary>
public interface ISlow
{
    [Ambassador(TimeoutMs = 1_000, BreakerSlowCallMs = 2_000)] // AMB0015
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}

/// <summary>Retries that are over long before the circuit closes.</summary>
[Ambassador(Breaker = 0.5)]
public interface IImpatient
{
    [Retry(3, On = typeof(BrokenCircuitException))] // AMB0016
    Task<Item> GetAsync(int id, CancellationToken cancellationToken = default);
}
