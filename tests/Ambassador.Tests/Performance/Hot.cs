namespace Ambassador.Tests.Performance;

[Ambassador]
public interface IHotPassThrough : IHot;

[Ambassador(Retry = 3)]
public interface IHotRetry : IHot;

[Ambassador(Retry = 3, Breaker = 0.5, TimeoutMs = 2_000, TotalTimeoutMs = 10_000, PropagateDeadline = false)]
public interface IHotResilient : IHot;

[Ambassador, RateLimit(1_000_000_000), Bulkhead(100, Queue = 10), AdaptiveConcurrency]
public interface IHotLimited : IHot;

[Ambassador(Breaker = 0.5, BreakerConsecutiveFailures = 5, BreakerSlowCallMs = 60_000, BreakerGroup = "hot")]
public interface IHotCircuit : IHot;

[Ambassador(CacheSeconds = 600)]
public interface IHotCached : IHot;

[Ambassador(Retry = 3), Fallback(typeof(HotService))]
public interface IHotFallback : IHot;

/// <summary>One method of every kind whose cost is measured.</summary>
public interface IHot
{
    int Blocking(int id, CancellationToken cancellationToken = default);

    Task<int> OfTask(int id, CancellationToken cancellationToken = default);

    Task<string> ByNameOfTask(string name, CancellationToken cancellationToken = default);

    Task Nothing(int id, CancellationToken cancellationToken = default);

    ValueTask<int> OfValueTask(int id, CancellationToken cancellationToken = default);

    ValueTask<string> ByNameOfValueTask(string name, CancellationToken cancellationToken = default);

    ValueTask NothingOfValueTask(int id, CancellationToken cancellationToken = default);
}

public sealed class HotService : IHotPassThrough, IHotRetry, IHotResilient, IHotCircuit, IHotPropagating, IHotCached, IHotLimited, IHotFallback, IHotBalanced
{
    private static readonly Task<int> Answer = Task.FromResult(42);
    private static readonly Task<string> Name = Task.FromResult("forty-two");

    public int Blocking(int id, CancellationToken cancellationToken = default) => 42;

    public Task<int> OfTask(int id, CancellationToken cancellationToken = default) => Answer;

    public Task<string> ByNameOfTask(string name, CancellationToken cancellationToken = default) => Name;

    public Task Nothing(int id, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public ValueTask<int> OfValueTask(int id, CancellationToken cancellationToken = default) => new(42);

    public ValueTask<string> ByNameOfValueTask(string name, CancellationToken cancellationToken = default) => new("forty-two");

    public ValueTask NothingOfValueTask(int id, CancellationToken cancellationToken = default) => default;
}
