using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.Retry;

namespace Ambassador.Tests.Resilience;

/// <summary>Asks Polly itself how long it waits.</summary>
internal static class PollyWaits
{
    public static async Task<List<TimeSpan>> MeasureAsync(
        double[] draws,
        TimeSpan delay,
        DelayBackoffType backoff = DelayBackoffType.Exponential,
        bool jitter = true,
        TimeSpan? maxDelay = null)
    {
        var draw = 0;
        List<TimeSpan> waits = [];
        var time = new FakeTimeProvider();
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = draws.Length,
                Delay = delay,
                BackoffType = backoff,
                UseJitter = jitter,
                MaxDelay = maxDelay,
                Randomizer = () => draws[draw++],
                OnRetry = arguments =>
                {
                    waits.Add(arguments.RetryDelay);
                    return default;
                },
            })
            .Build();

        var call = pipeline.ExecuteAsync(static _ => throw new IOException()).AsTask();
        while (!call.IsCompleted)
            time.Advance(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<IOException>(() => call);
        return waits;
    }
}
