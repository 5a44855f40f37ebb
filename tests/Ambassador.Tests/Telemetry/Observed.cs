using Ambassador.Tests.Fallbacks;
using Ambassador.Tests.Services;

namespace Ambassador.Tests.Telemetry;

/// <summary>One method of every kind, of an interface that only these tests call: its name tells their telemetry from that of others.</summary>
[Ambassador]
public interface IObserved : IService;

/// <summary>The same with a fallback.</summary>
[Ambassador, Fallback(typeof(Substitute))]
public interface IObservedWithFallback : IService;

public sealed class ObservedService(Func<int, CancellationToken, Task<int>> script) : IObserved, IObservedWithFallback
{
    private readonly ScriptedService _inner = new(script);

    public int Attempts => _inner.Attempts;

    public int Get(int id, CancellationToken cancellationToken = default) => _inner.Get(id, cancellationToken);

    public void Do(int id, CancellationToken cancellationToken = default) => _inner.Do(id, cancellationToken);

    public Task<int> GetTaskAsync(int id, CancellationToken cancellationToken = default) => _inner.GetTaskAsync(id, cancellationToken);

    public Task DoTaskAsync(int id, CancellationToken cancellationToken = default) => _inner.DoTaskAsync(id, cancellationToken);

    public ValueTask<int> GetValueTaskAsync(int id, CancellationToken cancellationToken = default) => _inner.GetValueTaskAsync(id, cancellationToken);

    public ValueTask DoValueTaskAsync(int id, CancellationToken cancellationToken = default) => _inner.DoValueTaskAsync(id, cancellationToken);
}
