namespace Ambassador.Clusters;

/// <summary>An implementation that stands at a target, and what is to be disposed when it leaves.</summary>
/// <param name="Instance">The implementation; null where only a pool's serve calls.</param>
/// <param name="Owned">What is disposed, in order; nothing where somebody else does.</param>
internal sealed record TargetInstance<TTarget>(TTarget? Instance, params object[] Owned)
    where TTarget : class
{
    /// <summary>Disposes what is owned.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var owned in Owned)
        {
            if (owned is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            else
                (owned as IDisposable)?.Dispose();
        }
    }
}
