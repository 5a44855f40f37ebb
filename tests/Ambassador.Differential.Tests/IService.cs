namespace Ambassador.Differential.Tests;

/// <summary>One method of every kind, without a policy of its own: a script sets it.</summary>
[Ambassador]
public interface IService
{
    int Get(int call, CancellationToken cancellationToken);

    void Do(int call, CancellationToken cancellationToken);

    Task<int> GetTaskAsync(int call, CancellationToken cancellationToken);

    Task DoTaskAsync(int call, CancellationToken cancellationToken);

    ValueTask<int> GetValueTaskAsync(int call, CancellationToken cancellationToken);

    ValueTask DoValueTaskAsync(int call, CancellationToken cancellationToken);
}
