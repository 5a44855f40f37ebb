using System.Net;
using System.Runtime.CompilerServices;
using Ambassador.Targets;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;

namespace Ambassador.ServiceDiscovery;

/// <summary>Follows the endpoints of a service.</summary>
/// <param name="resolver">Who knows them.</param>
/// <param name="query">The service.</param>
/// <param name="scheme">What comes before the address of an endpoint that is no URI; null for nothing.</param>
/// <param name="describe">The user's own say.</param>
/// <param name="time">Time.</param>
internal sealed class DiscoveredTargets<TTarget>(
    ServiceEndpointResolver resolver,
    string query,
    string? scheme,
    Func<ServiceEndpoint, TargetEndpoint, TargetEndpoint>? describe,
    TimeProvider time) : ITargetSource<TTarget>
    where TTarget : class
{
    // A resolver drops the service that nobody has asked about for ten seconds, and with it whoever would tell of changes. One that cannot tell is asked, too.
    private static readonly TimeSpan s_askAgain = TimeSpan.FromSeconds(5);

    // The resolver follows the same token. It is left to finish: version 10.0.0 waits for itself, if rarely, when it is asked just while it is told.
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(100);

    public async IAsyncEnumerable<IReadOnlyCollection<TargetEndpoint>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ServiceEndpointSource? known = null;
        while (true)
        {
            var found = await resolver.GetEndpointsAsync(query, cancellationToken).ConfigureAwait(false);
            if (found != known)
                yield return [.. found.Endpoints.Select(Describe)];

            known = found;
            await ChangeOrTimeAsync(found.ChangeToken, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ChangeOrTimeAsync(IChangeToken token, CancellationToken cancellationToken)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = token.RegisterChangeCallback(static changed => ((TaskCompletionSource)changed!).TrySetResult(), changed);
        await changed.Task.WaitAsync(s_askAgain, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(s_settle, time, cancellationToken).ConfigureAwait(false);
    }

    private TargetEndpoint Describe(ServiceEndpoint endpoint)
    {
        var target = new TargetEndpoint(AddressOf(endpoint));
        return describe?.Invoke(endpoint, target) ?? target;
    }

    private string AddressOf(ServiceEndpoint endpoint)
    {
        if (endpoint.EndPoint is UriEndPoint { Uri: var uri })
            return AddressOf(uri);

        var (host, port) = endpoint.EndPoint switch
        {
            IPEndPoint ip => (ip.Address.ToString(), ip.Port),
            DnsEndPoint dns => (dns.Host, dns.Port),
            _ => (endpoint.ToString()!, 0),
        };
        return scheme is not null ? AddressOf(new UriBuilder(scheme, host, port > 0 ? port : -1).Uri) : endpoint.EndPoint.ToString()!;
    }

    // A path ends with a slash, or what is relative to it would take its place.
    private static string AddressOf(Uri uri) => uri.AbsolutePath == "/" ? uri.GetLeftPart(UriPartial.Authority) : $"{uri.GetLeftPart(UriPartial.Path).TrimEnd('/')}/";
}
