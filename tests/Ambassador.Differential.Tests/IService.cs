namespace Ambassador.Differential.Tests;

/// <summary>One method of every kind that returns a task, without a policy of its own: a script sets it.</summary>
[Ambassador]
public interface IService
{
    Task<int> GetTaskAsync(int call, CancellationToken cancellationToken);

    Task DoTaskAsync(int call, CancellationToken cancellationToken);

    ValueTask<int> GetValueTaskAsync(int call, CancellationToken cancellationToken);

    ValueTask DoValueTaskAsync(int call, CancellationToken cancellationToken);
}
