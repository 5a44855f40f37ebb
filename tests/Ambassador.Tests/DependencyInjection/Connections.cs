using Ambassador.DependencyInjection;
using Ambassador.Targets;

namespace Ambassador.Tests.DependencyInjection;

public interface ISyncConnection : IDisposable;

public interface IAsyncConnection : IAsyncDisposable;

public sealed class SyncConnectionAmbassador(TargetSet<ISyncConnection> targets, AmbassadorRuntime runtime, object? serviceKey = null)
    : ISyncConnection, IAsyncDisposable
{
    public (AmbassadorRuntime Runtime, object? ServiceKey) Place { get; } = (runtime, serviceKey);

    public ISyncConnection Inner => targets.Single;

    public void Dispose() => targets.Dispose();

    public ValueTask DisposeAsync() => targets.DisposeAsync();
}

public sealed class AsyncConnectionAmbassador(TargetSet<IAsyncConnection> targets, AmbassadorRuntime runtime, object? serviceKey = null)
    : IAsyncConnection, IDisposable
{
    public (AmbassadorRuntime Runtime, object? ServiceKey) Place { get; } = (runtime, serviceKey);

    public IAsyncConnection Inner => targets.Single;

    public void Dispose() => targets.Dispose();

    public ValueTask DisposeAsync() => targets.DisposeAsync();
}

/// <summary>Counts how often it was disposed in which way.</summary>
public sealed class SyncConnection : ISyncConnection
{
    public int Disposals { get; private set; }

    public void Dispose() => Disposals++;
}

/// <summary>Counts how often it was disposed in which way.</summary>
public sealed class AsyncConnection : IAsyncConnection
{
    public int Disposals { get; private set; }

    public ValueTask DisposeAsync()
    {
        Disposals++;
        return default;
    }
}

/// <summary>Both interfaces, disposable in both ways.</summary>
public sealed class BothConnection : ISyncConnection, IAsyncConnection
{
    public int Disposals { get; private set; }

    public int AsyncDisposals { get; private set; }

    public void Dispose() => Disposals++;

    public ValueTask DisposeAsync()
    {
        AsyncDisposals++;
        return default;
    }
}

internal static class Connections
{
    public static void AddTo(AmbassadorRegistry registry)
    {
        registry.Add<ISyncConnection>(
            "Tests.ISyncConnection", [],
            static (targets, runtime, serviceKey) => new SyncConnectionAmbassador(targets, runtime, serviceKey));
        registry.Add<IAsyncConnection>(
            "Tests.IAsyncConnection", [],
            static (targets, runtime, serviceKey) => new AsyncConnectionAmbassador(targets, runtime, serviceKey));
    }
}
