using BenchmarkDotNet.Attributes;

namespace Ambassador.Benchmarks;

/// <summary>What a call costs whose inner call completes later, by a hop through the thread pool; the inner call's own cost is "Direct".</summary>
[MemoryDiagnoser]
public class PendingCalls
{
    private readonly Service _direct = new(pending: true);
    private readonly IRetryBreaker _retryBreaker;
    private readonly IRetryBreakerTimeout _retryBreakerTimeout;
    private readonly PollyRival _polly;
    private readonly HandWritten _handWritten;

    public PendingCalls()
    {
        _retryBreaker = new RetryBreakerAmbassador(_direct);
        _retryBreakerTimeout = new RetryBreakerTimeoutAmbassador(_direct);
        _polly = new PollyRival(_direct);
        _handWritten = new HandWritten(_direct.GetTaskAsync);
    }

    [Benchmark]
    public async ValueTask<int> Direct() => await _direct.GetAsync(1);

    [Benchmark]
    public async ValueTask<int> RetryBreaker() => await _retryBreaker.GetAsync(1);

    [Benchmark]
    public async ValueTask<int> RetryBreakerTimeout() => await _retryBreakerTimeout.GetAsync(1);

    [Benchmark]
    public async Task<int> DirectTask() => await _direct.GetTaskAsync(1);

    [Benchmark]
    public async Task<int> HandWrittenTask() => await _handWritten.GetTaskAsync(1);

    [Benchmark]
    public async Task<int> RetryBreakerTask() => await _retryBreaker.GetTaskAsync(1);

    [Benchmark]
    public async ValueTask<int> PollyRetryBreaker() => await _polly.RetryBreakerAsync(1);

    [Benchmark]
    public async ValueTask<int> PollyRetryBreakerTimeout() => await _polly.RetryBreakerTimeoutAsync(1);
}
