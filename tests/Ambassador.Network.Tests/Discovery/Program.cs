using System.Collections.Concurrent;
using Ambassador.Targets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.ServiceDiscovery;
using Microsoft.Extensions.Time.Testing;

namespace Ambassador.Network.Tests.Discovery;

/// <summary>A catalogue in the same process at every target that service discovery finds.</summary>
internal sealed class Program : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly ConcurrentDictionary<string, Local> _made = [];
    private readonly IConfigurationRoot _configuration;
    private readonly FakeLogCollector _log = new();

    public Program(string query, params (string Key, string Value)[] configuration)
        : this(query, configuration, null, null)
    {
    }

    public Program(string query, Action<IServiceCollection> configure, Func<ServiceEndpoint, TargetEndpoint, TargetEndpoint>? describe = null)
        : this(query, [], configure, describe)
    {
    }

    private Program(
        string query, (string, string)[] configuration, Action<IServiceCollection>? configure, Func<ServiceEndpoint, TargetEndpoint, TargetEndpoint>? describe)
    {
        _configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
        Configure(configuration);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(_configuration).AddSingleton<TimeProvider>(Time);
        services.AddLogging(logging => logging.AddProvider(new FakeLoggerProvider(_log)));
        configure?.Invoke(services);
        services.AddServiceDiscovery();
        services.AddAmbassadorTargets<ICatalog>(targets => targets
            .FromServiceDiscovery(query, describe)
            .Create((_, endpoint) => _made.AddOrUpdate(endpoint.Address, address => new Local(address), (address, _) => new Local(address))));
        services.AddGeneratedAmbassadors(options => options.Configure<ICatalog>(new() { Balance = BalancingAlgorithm.RoundRobin }));
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new();

    public ICatalog Catalog => _services.GetRequiredService<ICatalog>();

    public int CallsAt(string address) => _made.TryGetValue(address, out var made) ? made.Calls : 0;

    public bool IsDisposed(string address) => _made[address].IsDisposed;

    public List<FakeLogRecord> Logged(string name) => [.. _log.GetSnapshot().Where(record => record.Id.Name == name)];

    /// <summary>Sets values, and tells of it.</summary>
    public void Configure(params (string Key, string Value)[] values)
    {
        foreach (var (key, value) in values)
            _configuration[key] = value;

        _configuration.Reload();
    }

    /// <summary>Lets time pass until something is so.</summary>
    public Task UntilAsync(Func<bool> condition) => Wait.UntilAsync(() =>
    {
        Time.Advance(TimeSpan.FromMilliseconds(100));
        return condition();
    });

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class Local(string address) : ICatalog, IDisposable
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public bool IsDisposed { get; private set; }

        public async Task<string> GetAsync(int id, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _calls);
            Assert.False(IsDisposed);
            await Task.Yield();
            return $"{id} at {address}";
        }

        public void Dispose() => IsDisposed = true;
    }
}
