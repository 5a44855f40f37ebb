using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.ServiceDiscovery;

namespace Ambassador.Network.Tests.Discovery;

/// <summary>A registry that a test speaks for.</summary>
internal sealed class Registry : IServiceEndpointProviderFactory
{
    private ConfigurationReloadToken _changed = new();
    private volatile Func<ServiceEndpoint[]> _answer = () => [];
    private int _made;
    private int _disposed;

    /// <summary>Whether it tells of changes, or has to be asked.</summary>
    public bool Tells { get; init; } = true;

    public int Made => Volatile.Read(ref _made);

    public int Disposed => Volatile.Read(ref _disposed);

    public void Say(params ServiceEndpoint[] endpoints) => Answer(() => endpoints);

    public void Fail(Exception error) => Answer(() => throw error);

    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
    {
        Interlocked.Increment(ref _made);
        provider = new Watch(this);
        return true;
    }

    private void Answer(Func<ServiceEndpoint[]> answer)
    {
        _answer = answer;
        Interlocked.Exchange(ref _changed, new()).OnReload();
    }

    private sealed class Watch(Registry registry) : IServiceEndpointProvider
    {
        public ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
        {
            if (registry.Tells)
                endpoints.AddChangeToken(registry._changed);

            foreach (var endpoint in registry._answer())
                endpoints.Endpoints.Add(endpoint);

            return default;
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Increment(ref registry._disposed);
            return default;
        }
    }
}
