using Polly;

namespace Ambassador.Tests.Retries;

public sealed class ThrottledException(TimeSpan? pause = null) : IOException
{
    public TimeSpan? Pause { get; } = pause;
}

public sealed class Reply(bool busy, TimeSpan? pause = null) : IDisposable
{
    public bool Busy { get; } = busy;

    public TimeSpan? Pause { get; } = pause;

    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}

/// <summary>Rules by type of exception on the interface; predicates, and results that are failures, on methods.</summary>
[Ambassador]
[Retry(2, DelayMs = 0)]
[Retry(5, On = typeof(HttpRequestException), NotOn = typeof(InvalidDataException), DelayMs = 0)]
[Retry(1, On = typeof(IOException), DelayMs = 5_000, Backoff = DelayBackoffType.Constant, Jitter = false)]
[Retry(0, On = typeof(UnauthorizedAccessException))]
public interface IOrders
{
    Task<int> GetAsync(CancellationToken cancellationToken = default);

    [Retry(4, On = typeof(UnauthorizedAccessException), DelayMs = 0)]
    Task<int> GetEagerlyAsync(CancellationToken cancellationToken = default);

    [Retry(3, DelayMs = 1_000, When = nameof(IsTransient), RetryAfter = nameof(PauseOf)), Retry(3, On = typeof(IOException))]
    Reply Ask(CancellationToken cancellationToken = default);

    [Retry(3, DelayMs = 1_000, When = nameof(IsTransient), RetryAfter = nameof(PauseOf)), Retry(3, On = typeof(IOException))]
    Task<Reply> AskTaskAsync(CancellationToken cancellationToken = default);

    [Retry(3, DelayMs = 1_000, When = nameof(IsTransient), RetryAfter = nameof(PauseOf)), Retry(3, On = typeof(IOException))]
    ValueTask<Reply> AskValueTaskAsync(CancellationToken cancellationToken = default);

    [Ambassador(Retry = 0), CircuitBreaker(1, MinimumThroughput = 2, When = nameof(IsTransient))]
    Task<Reply> AskGuardedAsync(CancellationToken cancellationToken = default);

    // Replies are disposable so that tests see who disposes them.
#pragma warning disable AMB0009
    [Ambassador(CacheSeconds = 60, RetryDelayMs = 0), Retry(1, When = nameof(IsTransient))]
    Task<Reply> AskCachedAsync(CancellationToken cancellationToken = default);
#pragma warning restore AMB0009

    [Retry(2, DelayMs = 100, Backoff = DelayBackoffType.Constant, Jitter = false)]
    Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken = default);

    [Retry(2, DelayMs = 100, Backoff = DelayBackoffType.Constant, Jitter = false)]
    Task<Refit.IApiResponse<int>> FetchAsync(CancellationToken cancellationToken = default);

    static bool IsTransient(Reply reply) => reply.Busy;

    static bool IsTransient(Exception error) => error.Message != "permanent";

    static TimeSpan? PauseOf(Reply reply) => reply.Pause;

    static TimeSpan? PauseOf(Exception error) => (error as ThrottledException)?.Pause;
}

/// <summary>Answers what the test's script says; the first attempt is number 1.</summary>
public sealed class Orders(Func<int, object> script) : IOrders
{
    public int Attempts { get; private set; }

    public Task<int> GetAsync(CancellationToken cancellationToken) => Task.FromResult((int)Next());

    public Task<int> GetEagerlyAsync(CancellationToken cancellationToken) => Task.FromResult((int)Next());

    public Reply Ask(CancellationToken cancellationToken) => (Reply)Next();

    public Task<Reply> AskTaskAsync(CancellationToken cancellationToken) => Task.FromResult((Reply)Next());

    public ValueTask<Reply> AskValueTaskAsync(CancellationToken cancellationToken) => new((Reply)Next());

    public Task<Reply> AskGuardedAsync(CancellationToken cancellationToken) => Task.FromResult((Reply)Next());

    public Task<Reply> AskCachedAsync(CancellationToken cancellationToken) => Task.FromResult((Reply)Next());

    public Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken) => Task.FromResult((HttpResponseMessage)Next());

    public Task<Refit.IApiResponse<int>> FetchAsync(CancellationToken cancellationToken) => Task.FromResult((Refit.IApiResponse<int>)Next());

    private object Next() => script(++Attempts) switch
    {
        Exception error => throw error,
        var answer => answer,
    };
}
