using BenchmarkDotNet.Attributes;

namespace Ambassador.Benchmarks;

[Ambassador(Retry = 3, Breaker = 0.5)]
public interface IRetriedStream
{
    IAsyncEnumerable<int> ItemsAsync(CancellationToken cancellationToken = default);
}

[Ambassador(Retry = 3, Breaker = 0.5, TimeoutMs = 2_000)]
public interface ITimedStream
{
    IAsyncEnumerable<int> ItemsAsync(CancellationToken cancellationToken = default);
}

/// <summary>What an item of a stream costs that is there when it is asked for, or comes by a hop through the thread pool; and what opening costs.</summary>
[MemoryDiagnoser]
public class StreamedItems
{
    private const int Items = 10_000;

    private readonly Feed _feed = new();
    private readonly IRetriedStream _retried;
    private readonly ITimedStream _timed;

    public StreamedItems()
    {
        _retried = new RetriedStreamAmbassador(_feed);
        _timed = new TimedStreamAmbassador(_feed);
    }

    [Params(false, true)]
    public bool IsPending { get; set; }

    [Benchmark(OperationsPerInvoke = Items)]
    public Task<int> Direct() => ReadAsync(_feed.ItemsAsync(), Items);

    [Benchmark(OperationsPerInvoke = Items)]
    public Task<int> RetryBreaker() => ReadAsync(_retried.ItemsAsync(), Items);

    [Benchmark(OperationsPerInvoke = Items)]
    public Task<int> RetryBreakerTimeout() => ReadAsync(_timed.ItemsAsync(), Items);

    [Benchmark]
    public Task<int> OpenDirect() => ReadAsync(_feed.ItemsAsync(), 1);

    [Benchmark]
    public Task<int> OpenRetryBreaker() => ReadAsync(_retried.ItemsAsync(), 1);

    [Benchmark]
    public Task<int> OpenRetryBreakerTimeout() => ReadAsync(_timed.ItemsAsync(), 1);

    private async Task<int> ReadAsync(IAsyncEnumerable<int> stream, int count)
    {
        _feed.IsPending = IsPending;
        var sum = 0;
        await foreach (var item in stream)
        {
            sum += item;
            if (--count == 0)
                break;
        }

        return sum;
    }

    private sealed class Feed : IRetriedStream, ITimedStream
    {
        public bool IsPending { get; set; }

        public async IAsyncEnumerable<int> ItemsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            for (var i = 0; ; i++)
            {
                if (IsPending)
                    await Task.Yield();

                yield return i;
            }
        }
    }
}
