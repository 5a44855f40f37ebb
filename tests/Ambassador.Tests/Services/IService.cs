namespace Ambassador.Tests.Services;

/// <summary>One method of every kind, without a policy of its own: a test configures what it is about.</summary>
[Ambassador]
public interface IService
{
    int Get(int id, CancellationToken cancellationToken = default);

    void Do(int id, CancellationToken cancellationToken = default);

    Task<int> GetTaskAsync(int id, CancellationToken cancellationToken = default);

    Task DoTaskAsync(int id, CancellationToken cancellationToken = default);

    ValueTask<int> GetValueTaskAsync(int id, CancellationToken cancellationToken = default);

    ValueTask DoValueTaskAsync(int id, CancellationToken cancellationToken = default);
}
