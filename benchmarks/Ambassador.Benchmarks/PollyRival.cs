using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Ambassador.Benchmarks;

/// <summary>The same policies as Polly pipelines, in Polly's fastest form: static lambdas and a pooled context.</summary>
public sealed class PollyRival(Service service)
{
    private readonly ResiliencePipeline _retryBreaker = Build(timeout: false);
    private readonly ResiliencePipeline _retryBreakerTimeout = Build(timeout: true);

    public ValueTask<int> RetryBreakerAsync(int id, CancellationToken cancellationToken = default) => _retryBreaker.ExecuteAsync(
        static (state, token) => state.service.GetAsync(state.id, token), (service, id), cancellationToken);

    public ValueTask<int> RetryBreakerTimeoutAsync(int id, CancellationToken cancellationToken = default) => _retryBreakerTimeout.ExecuteAsync(
        static (state, token) => state.service.GetAsync(state.id, token), (service, id), cancellationToken);

    private static ResiliencePipeline Build(bool timeout)
    {
        var builder = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = 3,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(5),
            });
        if (timeout)
            builder.AddTimeout(new TimeoutStrategyOptions { Timeout = TimeSpan.FromSeconds(2) });

        return builder.Build();
    }
}
