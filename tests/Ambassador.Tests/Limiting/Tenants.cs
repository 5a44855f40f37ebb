namespace Ambassador.Tests.Limiting;

[Ambassador, RateLimit(1, Burst = 2, PartitionBy = "tenant"), Bulkhead(1, PartitionBy = "tenant")]
public interface ITenants
{
    int Get(string? tenant, int id);

    Task<int> GetTaskAsync(int id, string? tenant, CancellationToken cancellationToken = default);

    ValueTask<int> GetValueTaskAsync(string? tenant, CancellationToken cancellationToken = default);

    ValueTask DoValueTaskAsync(string? tenant);

    Task<int> GenericAsync<T>(T tenant);

    [RateLimit(1, PartitionBy = "id")]
    Task<int> ByTwoAsync(string? tenant, int id);
}

[Ambassador, Bulkhead(1, Scope = PolicyScope.Interface, PartitionBy = "tenant")]
public interface IShared
{
    Task<int> OneAsync(string tenant);

    Task<int> OtherAsync(string tenant);

    ValueTask<int> ByNumberAsync(int tenant);
}

[Ambassador, Bulkhead(2, Queue = 1)]
public interface IRooms
{
    Task<int> OwnAsync();

    [Bulkhead(1)]
    Task<int> SmallAsync();

    [Ambassador(BulkheadScope = PolicyScope.Interface)]
    Task<int> OneAsync();

    [Ambassador(BulkheadScope = PolicyScope.Interface, Bulkhead = 1_000)]
    Task<int> OtherAsync();
}

/// <summary>Every call waits for <see cref="Answer"/>.</summary>
public sealed class Tenants : ITenants, IShared, IRooms
{
    public TaskCompletionSource<int> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Calls { get; private set; }

    public int Get(string? tenant, int id) => ++Calls;

    public Task<int> GetTaskAsync(int id, string? tenant, CancellationToken cancellationToken = default) => Call();

    public ValueTask<int> GetValueTaskAsync(string? tenant, CancellationToken cancellationToken = default) => new(Call());

    public ValueTask DoValueTaskAsync(string? tenant) => new(Call());

    public Task<int> GenericAsync<T>(T tenant) => Call();

    public Task<int> ByTwoAsync(string? tenant, int id) => Call();

    public Task<int> OneAsync(string tenant) => Call();

    public Task<int> OtherAsync(string tenant) => Call();

    public ValueTask<int> ByNumberAsync(int tenant) => new(Call());

    public Task<int> OwnAsync() => Call();

    public Task<int> SmallAsync() => Call();

    public Task<int> OneAsync() => Call();

    public Task<int> OtherAsync() => Call();

    private Task<int> Call()
    {
        Calls++;
        return Answer.Task;
    }
}
