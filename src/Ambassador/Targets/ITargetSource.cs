namespace Ambassador.Targets;

/// <summary>
/// Says which targets an interface has, now and whenever that changes: a file, a registry, DNS, service discovery. Implementations need not be safe for concurrent use.
/// </summary>
/// <typeparam name="TTarget">The annotated interface.</typeparam>
public interface ITargetSource<TTarget>
    where TTarget : class
{
    /// <summary>
    /// Says all targets there are, and again all of them after each change. Calls that come before the first answer wait for it. If it fails, it is logged, what was last
    /// said stands, and it is asked anew after a while, which grows from one second to thirty; if it ends, what was last said stands for good.
    /// </summary>
    /// <param name="cancellationToken">Is cancelled when nobody needs to know any more.</param>
    IAsyncEnumerable<IReadOnlyCollection<TargetEndpoint>> WatchAsync(CancellationToken cancellationToken);
}
