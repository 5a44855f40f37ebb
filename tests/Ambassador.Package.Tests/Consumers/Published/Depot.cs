using Ambassador;

namespace Published;

public sealed record Item(int Id, string Name);

[Ambassador(Retry = 2)]
public interface IDepot
{
    int Attempts { get; }

    void Run(int id);

    string Get(string name);

    Task RunAsync(int id, CancellationToken cancellationToken = default);

    Task<int> GetAsync(int id, CancellationToken cancellationToken = default);

    ValueTask RunValueAsync(int id, CancellationToken cancellationToken);

    ValueTask<int> GetValueAsync(int id, CancellationToken cancellationToken);

    Task<T> EchoAsync<T>(T value);

    int Cached(Item item);

    [Ambassador(Retry = 0, Breaker = 0.5, BreakerMinimumThroughput = 2)]
    void Down();

    // Deaf on purpose: its caller is released all the same.
#pragma warning disable AMB0006
    [Ambassador(Retry = 0, TimeoutMs = 50)]
    Task HangAsync();
#pragma warning restore AMB0006

    IAsyncEnumerable<int> ListAsync();

    int Sum(ReadOnlySpan<int> values);
}

[Ambassador(Retry = 1)]
public interface IRepository<T>
    where T : class
{
    ValueTask<T?> FindAsync(int id);
}

internal sealed class Repository<T> : IRepository<T>
    where T : class
{
    public async ValueTask<T?> FindAsync(int id)
    {
        await Task.Yield();
        return new Item(id, "found") as T;
    }
}

/// <summary>Fails every first call of a pair.</summary>
internal sealed class Depot : IDepot
{
    public int Attempts { get; private set; }

    public void Run(int id) => Fail();

    public string Get(string name)
    {
        Fail();
        return name;
    }

    public async Task RunAsync(int id, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Fail();
    }

    public async Task<int> GetAsync(int id, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Fail();
        return id;
    }

    public async ValueTask RunValueAsync(int id, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Fail();
    }

    public async ValueTask<int> GetValueAsync(int id, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Fail();
        return id;
    }

    public Task<T> EchoAsync<T>(T value)
    {
        Fail();
        return Task.FromResult(value);
    }

    public int Cached(Item item) => ++Attempts;

    public void Down() => throw new InvalidOperationException("Down.");

    public Task HangAsync() => new TaskCompletionSource().Task;

    public async IAsyncEnumerable<int> ListAsync()
    {
        for (var i = 1; i <= 3; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    public int Sum(ReadOnlySpan<int> values)
    {
        var sum = 0;
        foreach (var value in values)
            sum += value;

        return sum;
    }

    private void Fail()
    {
        if (++Attempts % 2 == 1)
            throw new InvalidOperationException("Once in a while.");
    }
}
