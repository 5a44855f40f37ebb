using Ambassador.Tests.Services;

namespace Ambassador.Tests.Fallbacks;

/// <summary>A method of every kind, all of which another implementation answers for.</summary>
[Ambassador, Fallback(typeof(Substitute))]
public interface IGuarded : IService;

/// <summary>Counts its calls and answers with their number.</summary>
public sealed class Substitute : IService
{
    private readonly ScriptedService _service = new(Task.FromResult);

    public int Calls => _service.Attempts;

    public int Get(int id, CancellationToken cancellationToken = default) => _service.Get(id, cancellationToken);

    public void Do(int id, CancellationToken cancellationToken = default) => _service.Do(id, cancellationToken);

    public Task<int> GetTaskAsync(int id, CancellationToken cancellationToken = default) => _service.GetTaskAsync(id, cancellationToken);

    public Task DoTaskAsync(int id, CancellationToken cancellationToken = default) => _service.DoTaskAsync(id, cancellationToken);

    public ValueTask<int> GetValueTaskAsync(int id, CancellationToken cancellationToken = default) => _service.GetValueTaskAsync(id, cancellationToken);

    public ValueTask DoValueTaskAsync(int id, CancellationToken cancellationToken = default) => _service.DoValueTaskAsync(id, cancellationToken);
}

/// <summary>Fails at once, in whatever it is asked for.</summary>
public sealed class Failing : IGuarded
{
    public int Get(int id, CancellationToken cancellationToken = default) => throw new IOException();

    public void Do(int id, CancellationToken cancellationToken = default) => throw new IOException();

    public Task<int> GetTaskAsync(int id, CancellationToken cancellationToken = default) => throw new IOException();

    public Task DoTaskAsync(int id, CancellationToken cancellationToken = default) => Task.FromException(new IOException());

    public ValueTask<int> GetValueTaskAsync(int id, CancellationToken cancellationToken = default) => ValueTask.FromException<int>(new IOException());

    public ValueTask DoValueTaskAsync(int id, CancellationToken cancellationToken = default) => throw new IOException();
}

[Ambassador, Fallback(typeof(Recorder))]
public interface IRecorded
{
    int Get();
}

public sealed class FailingRecord : IRecorded
{
    public int Get() => throw new IOException();
}

/// <summary>Counts what it is told of.</summary>
public sealed class Ledger
{
    private int _made;
    private int _disposed;

    public int Made => _made;

    public int Disposed => _disposed;

    public void Make() => Interlocked.Increment(ref _made);

    public void Dispose() => Interlocked.Increment(ref _disposed);
}

public sealed class Recorder : IRecorded, IDisposable
{
    private readonly Ledger _ledger;

    public Recorder(Ledger ledger)
    {
        _ledger = ledger;
        ledger.Make();
    }

    public int Get() => 0;

    public void Dispose() => _ledger.Dispose();
}

[Ambassador]
public interface IStoodInFor
{
    [Fallback(typeof(IStandIn))]
    int Get();
}

public interface IStandIn : IStoodInFor;

public sealed class StandIn : IStandIn
{
    public int Get() => 7;
}

public sealed class FailingStandIn : IStoodInFor
{
    public int Get() => throw new IOException();
}

[Ambassador, Fallback(typeof(SpareShelf<>))]
public interface IShelf<T>
    where T : class
{
    string Take();
}

public sealed class EmptyShelf<T> : IShelf<T>
    where T : class
{
    public string Take() => throw new IOException();
}

public sealed class SpareShelf<T> : IShelf<T>
    where T : class
{
    public string Take() => typeof(T).FullName!;
}
