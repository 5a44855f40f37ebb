using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.CircuitBreaker;
using Polly.Fallback;
using Polly.Hedging;
using Polly.Retry;
using Polly.Timeout;

namespace Ambassador.Tests.Docs;

/// <summary>The strategies of Polly that the policies are compared with, with its own judgement of what is a failure.</summary>
internal sealed class PollySide(FakeTimeProvider time)
{
    private readonly ResiliencePipelineBuilder _builder = new() { TimeProvider = time };

    public PollySide Timeout(TimeSpan timeout)
    {
        _builder.AddTimeout(new TimeoutStrategyOptions { Timeout = timeout });
        return this;
    }

    public PollySide Retry(int retries, TimeSpan delay = default, Action<TimeSpan>? waits = null)
    {
        _builder.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = retries,
            Delay = delay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            OnRetry = arguments =>
            {
                waits?.Invoke(arguments.RetryDelay);
                return default;
            },
        });
        return this;
    }

    /// <summary>A circuit that opens when two of two attempts fail, for five seconds.</summary>
    public PollySide Breaker(CircuitBreakerStateProvider? state = null)
    {
        _builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 1,
            MinimumThroughput = 2,
            SamplingDuration = TimeSpan.FromSeconds(10),
            BreakDuration = TimeSpan.FromSeconds(5),
            StateProvider = state,
        });
        return this;
    }

    /// <summary>Up to so many attempts beside the first, each a second after the one before.</summary>
    public static ResiliencePipeline<T> Hedging<T>(FakeTimeProvider time, int max) =>
        new ResiliencePipelineBuilder<T> { TimeProvider = time }
            .AddHedging(new HedgingStrategyOptions<T> { MaxHedgedAttempts = max, Delay = TimeSpan.FromSeconds(1) })
            .Build();

    public static ResiliencePipeline<T> Fallback<T>(T answer) => new ResiliencePipelineBuilder<T>()
        .AddFallback(new FallbackStrategyOptions<T> { FallbackAction = _ => Outcome.FromResultAsValueTask(answer) })
        .Build();

    public ResiliencePipeline Build() => _builder.Build();
}
