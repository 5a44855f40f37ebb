using System.Collections.Concurrent;
using Ambassador.Targets;
using Ambassador.Tests.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Tests.Targets;

/// <summary>An interface that has targets, with a method of every kind and one that a key chooses the target of.</summary>
[Ambassador]
public interface IReplica
{
    string Where(CancellationToken cancellationToken = default);

    void Touch(CancellationToken cancellationToken = default);

    Task<string> WhereTaskAsync(CancellationToken cancellationToken = default);

    Task TouchTaskAsync(CancellationToken cancellationToken = default);

    ValueTask<string> WhereAsync(CancellationToken cancellationToken = default);

    ValueTask TouchAsync(CancellationToken cancellationToken = default);

    IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken = default);
}

/// <summary>An implementation that knows where it stands, and does there what a test says.</summary>
public sealed class Replica(string address, Fleet fleet) : IReplica, IAsyncDisposable
{
    private int _calls;

    public string Address => address;

    public int Calls => Volatile.Read(ref _calls);

    public bool IsDisposed { get; private set; }

    public string Where(CancellationToken cancellationToken = default) => WhereTaskAsync(cancellationToken).GetAwaiter().GetResult();

    public void Touch(CancellationToken cancellationToken = default) => Where(cancellationToken);

    public async Task<string> WhereTaskAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        Assert.False(IsDisposed, $"A call went to {address}, which was disposed.");
        await fleet.Answer(address, cancellationToken);
        return address;
    }

    public Task TouchTaskAsync(CancellationToken cancellationToken = default) => WhereTaskAsync(cancellationToken);

    public async ValueTask<string> WhereAsync(CancellationToken cancellationToken = default) => await WhereTaskAsync(cancellationToken);

    public async ValueTask TouchAsync(CancellationToken cancellationToken = default) => await WhereTaskAsync(cancellationToken);

    public async IAsyncEnumerable<string> ListAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return await WhereTaskAsync(cancellationToken);
        yield return await WhereTaskAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Assert.False(IsDisposed, $"{address} was disposed twice.");
        IsDisposed = true;
        return default;
    }
}

/// <summary>Replicas behind an ambassador, whose answers and whose clock a test drives.</summary>
public sealed class Fleet : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public Fleet(PolicySettings settings, Action<AmbassadorTargets<IReplica>> targets, Action<IServiceCollection>? configure = null, TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time ?? Time);
        configure?.Invoke(services);
        services.AddAmbassadorTargets<IReplica>(fleet =>
        {
            fleet.Create((_, endpoint) => Replicas.AddOrUpdate(endpoint.Address, address => new Replica(address, this), (address, _) => new Replica(address, this)));
            targets(fleet);
        });
        services.AddGeneratedAmbassadors(options => options.Configure<IReplica>(settings));
        _provider = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new();

    /// <summary>What has been made, the last for each address.</summary>
    public ConcurrentDictionary<string, Replica> Replicas { get; } = [];

    /// <summary>What the one at an address does before it answers with the address.</summary>
    public Func<string, CancellationToken, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public IServiceProvider Services => _provider;

    public IReplica Service => _provider.GetRequiredService<IReplica>();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    /// <summary>Makes a call of a kind. One without a result answers with nothing.</summary>
    public async Task<string> CallAsync(Kind kind, CancellationToken cancellationToken = default)
    {
        var service = Service;
        switch (kind)
        {
            case Kind.Value:
                return await Blocking(() => service.Where(cancellationToken));
            case Kind.Void:
                return await Blocking(() =>
                {
                    service.Touch(cancellationToken);
                    return "";
                });
            case Kind.TaskOfValue:
                return await service.WhereTaskAsync(cancellationToken);
            case Kind.Task:
                await service.TouchTaskAsync(cancellationToken);
                return "";
            case Kind.ValueTaskOfValue:
                return await service.WhereAsync(cancellationToken);
            default:
                await service.TouchAsync(cancellationToken);
                return "";
        }
    }

    // On a thread of its own: callers that block must not starve those that do not.
    private static Task<string> Blocking(Func<string> call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>How many calls each address has had.</summary>
    public Dictionary<string, int> Calls => Replicas.ToDictionary(replica => replica.Key, replica => replica.Value.Calls);
}

/// <summary>A source that a test speaks for.</summary>
public sealed class SpokenSource : ITargetSource<IReplica>
{
    private readonly System.Threading.Channels.Channel<IReadOnlyCollection<TargetEndpoint>> _said =
        System.Threading.Channels.Channel.CreateUnbounded<IReadOnlyCollection<TargetEndpoint>>();

    public void Say(params string[] addresses) => _said.Writer.TryWrite([.. addresses.Select(address => new TargetEndpoint(address))]);

    public void Fail(Exception error) => _said.Writer.Complete(error);

    public IAsyncEnumerable<IReadOnlyCollection<TargetEndpoint>> WatchAsync(CancellationToken cancellationToken) => _said.Reader.ReadAllAsync(cancellationToken);
}
