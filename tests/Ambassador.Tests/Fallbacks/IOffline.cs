using Ambassador.Tests.Services;

namespace Ambassador.Tests.Fallbacks;

/// <summary>A method of every kind that a static method answers for.</summary>
[Ambassador]
public interface IOffline
{
    [Fallback(nameof(Answer))]
    int Get(int id, CancellationToken cancellationToken);

    static int Answer(int id, Exception failure, CancellationToken cancellationToken) => Offline.Note(id, failure, cancellationToken);

    [Fallback(nameof(Ignore))]
    void Do(int id, CancellationToken cancellationToken);

    static void Ignore(int id, Exception failure, CancellationToken cancellationToken) => Offline.Note(id, failure, cancellationToken);

    [Fallback(nameof(AnswerTaskAsync))]
    Task<int> GetTaskAsync(int id, CancellationToken cancellationToken);

    static async Task<int> AnswerTaskAsync(int id, Exception failure, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Offline.Note(id, failure, cancellationToken);
    }

    [Fallback(nameof(IgnoreTask))]
    Task DoTaskAsync(int id, CancellationToken cancellationToken);

    static Task IgnoreTask(int id, Exception failure, CancellationToken cancellationToken) => Task.FromResult(Offline.Note(id, failure, cancellationToken));

    [Fallback(nameof(AnswerValueTask))]
    ValueTask<int> GetValueTaskAsync(int id, CancellationToken cancellationToken);

    static ValueTask<int> AnswerValueTask(int id, Exception failure, CancellationToken cancellationToken) => new(Offline.Note(id, failure, cancellationToken));

    [Fallback(nameof(IgnoreValueTaskAsync))]
    ValueTask DoValueTaskAsync(int id, CancellationToken cancellationToken);

    static async ValueTask IgnoreValueTaskAsync(int id, Exception failure, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Offline.Note(id, failure, cancellationToken);
    }
}

/// <summary>What the fallbacks were handed, in the calls of one test.</summary>
public sealed class Offline
{
    private static readonly AsyncLocal<Offline?> Current = new();

    public Offline() => Current.Value = this;

    public int Id { get; private set; }

    public Exception? Failure { get; private set; }

    public CancellationToken Token { get; private set; }

    /// <summary>What the fallbacks fail with, if they do.</summary>
    public Exception? Error { get; init; }

    public static int Note(int id, Exception failure, CancellationToken token)
    {
        var current = Current.Value!;
        (current.Id, current.Failure, current.Token) = (id, failure, token);
        return current.Error is null ? -id : throw current.Error;
    }
}

/// <summary>The methods of <see cref="IOffline"/> as those of the other tests' interface, in both directions.</summary>
public sealed class OfflineService(IService service) : IOffline
{
    public int Get(int id, CancellationToken cancellationToken) => service.Get(id, cancellationToken);

    public void Do(int id, CancellationToken cancellationToken) => service.Do(id, cancellationToken);

    public Task<int> GetTaskAsync(int id, CancellationToken cancellationToken) => service.GetTaskAsync(id, cancellationToken);

    public Task DoTaskAsync(int id, CancellationToken cancellationToken) => service.DoTaskAsync(id, cancellationToken);

    public ValueTask<int> GetValueTaskAsync(int id, CancellationToken cancellationToken) => service.GetValueTaskAsync(id, cancellationToken);

    public ValueTask DoValueTaskAsync(int id, CancellationToken cancellationToken) => service.DoValueTaskAsync(id, cancellationToken);
}

/// <inheritdoc cref="OfflineService"/>
public sealed class ServiceOfOffline(IOffline offline) : IService
{
    public int Get(int id, CancellationToken cancellationToken = default) => offline.Get(id, cancellationToken);

    public void Do(int id, CancellationToken cancellationToken = default) => offline.Do(id, cancellationToken);

    public Task<int> GetTaskAsync(int id, CancellationToken cancellationToken = default) => offline.GetTaskAsync(id, cancellationToken);

    public Task DoTaskAsync(int id, CancellationToken cancellationToken = default) => offline.DoTaskAsync(id, cancellationToken);

    public ValueTask<int> GetValueTaskAsync(int id, CancellationToken cancellationToken = default) => offline.GetValueTaskAsync(id, cancellationToken);

    public ValueTask DoValueTaskAsync(int id, CancellationToken cancellationToken = default) => offline.DoValueTaskAsync(id, cancellationToken);
}
