using System.Threading.Channels;
using Ambassador.Targets;
using Replicas.Service;

namespace Replicas.Clients;

/// <summary>Says which replicas there are, as service discovery would.</summary>
internal sealed class SpokenTargets : ITargetSource<IReplica>
{
    private readonly Channel<IReadOnlyCollection<TargetEndpoint>> _said = Channel.CreateUnbounded<IReadOnlyCollection<TargetEndpoint>>();

    /// <summary>From now on there are these, and no others.</summary>
    public void Say(IEnumerable<Uri> addresses) => _said.Writer.TryWrite([.. addresses.Select(address => new TargetEndpoint(address.AbsoluteUri))]);

    public IAsyncEnumerable<IReadOnlyCollection<TargetEndpoint>> WatchAsync(CancellationToken cancellationToken) => _said.Reader.ReadAllAsync(cancellationToken);
}
