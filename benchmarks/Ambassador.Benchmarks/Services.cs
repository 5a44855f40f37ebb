using Ambassador;

namespace Ambassador.Benchmarks;

[Ambassador]
public interface IPassThrough
{
    ValueTask<int> GetAsync(int id, CancellationToken cancellationToken = default);

    Task<int> GetTaskAsync(int id, CancellationToken cancellationToken = default);
}

[Ambassador(Retry = 3)]
public interface IRetry
{
    ValueTask<int> GetAsync(int id, CancellationToken cancellationToken = default);

    Task<int> GetTaskAsync(int id, CancellationToken cancellationToken = default);
}

[Ambassador(Retry = 3, Breaker = 0.5)]
public interface IRetryBreaker
{
    ValueTask<int> GetAsync(int id, CancellationToken cancellationToken = default);

    Task<int> GetTaskAsync(int id, CancellationToken cancellationToken = default);
}

[Ambassador(Retry = 3, Breaker = 0.5, TimeoutMs = 2_000)]
public interface IRetryBreakerTimeout
{
    ValueTask<int> GetAsync(int id, CancellationToken cancellationToken = default);

    Task<int> GetTaskAsync(int id, CancellationToken cancellationToken = default);
}

[Ambassador(CacheSeconds = 600)]
public interface ICached
{
    ValueTask<int> GetAsync(int id, CancellationToken cancellationToken = default);

    ValueTask<int> GetAsync(string name, CancellationToken cancellationToken = default);

    Task<int> GetTaskAsync(int id, CancellationToken cancellationToken = default);
}

/// <summary>The service behind every ambassador: answers at once, or after a hop through the thread pool.</summary>
public sealed class Service(bool pending) : IPassThrough, IRetry, IRetryBreaker, IRetryBreakerTimeout, ICached
{
    private static readonly Task<int> Answer = Task.FromResult(42);

    public ValueTask<int> GetAsync(int id, CancellationToken cancellationToken = default) => pending ? LaterAsync() : new(42);

    public ValueTask<int> GetAsync(string name, CancellationToken cancellationToken = default) => pending ? LaterAsync() : new(42);

    public Task<int> GetTaskAsync(int id, CancellationToken cancellationToken = default) => pending ? LaterTaskAsync() : Answer;

    [System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> LaterAsync()
    {
        await Task.Yield();
        return 42;
    }

    private static async Task<int> LaterTaskAsync()
    {
        await Task.Yield();
        return 42;
    }
}
