using Ambassador.Targets;

namespace Ambassador.Network.Tests;

/// <summary>A source that a test speaks for.</summary>
internal sealed class SpokenSource : ITargetSource<ICatalog>
{
    private readonly System.Threading.Channels.Channel<IReadOnlyCollection<TargetEndpoint>> _said =
        System.Threading.Channels.Channel.CreateUnbounded<IReadOnlyCollection<TargetEndpoint>>();

    public SpokenSource(params IEnumerable<string> addresses) => Say(addresses);

    public void Say(params IEnumerable<string> addresses) => _said.Writer.TryWrite([.. addresses.Select(address => new TargetEndpoint(address))]);

    public IAsyncEnumerable<IReadOnlyCollection<TargetEndpoint>> WatchAsync(CancellationToken cancellationToken) => _said.Reader.ReadAllAsync(cancellationToken);
}
