namespace Ambassador.Pooling;

/// <summary>
/// Makes the targets of a pool, each of which serves one call at a time: a socket, a session, a device. Only <see cref="CreateAsync"/> has to be written.
/// It is called concurrently, though never for one target at a time, and never under a lock.
/// </summary>
/// <typeparam name="T">What is pooled.</typeparam>
/// <remarks>A step that completes at once holds up nobody and allocates nothing; one that does not is waited for elsewhere.</remarks>
public interface IPooledTargetFactory<T>
    where T : class
{
    /// <summary>Makes a target. It belongs to the pool and not to the call that asked: whoever waits longest gets it.</summary>
    /// <param name="cancellationToken">Cancelled when the time to acquire a target is over, or the pool shuts down; not when a caller leaves.</param>
    /// <returns>A target that is ready for a call.</returns>
    /// <remarks>What it throws is what the call fails with that asked for the target, if it still waits.</remarks>
    ValueTask<T> CreateAsync(CancellationToken cancellationToken);

    /// <summary>Whether a target that has been idle for a while is still good. Without an implementation, it is.</summary>
    /// <param name="target">A target that nobody uses.</param>
    /// <param name="cancellationToken">Cancelled when the pool shuts down.</param>
    /// <returns>False to have it disposed; an exception, or no answer in time, is the same.</returns>
    ValueTask<bool> ValidateAsync(T target, CancellationToken cancellationToken) => new(true);

    /// <summary>Makes a target ready for the next call after one that succeeded. Without an implementation, it is ready as it is.</summary>
    /// <param name="target">A target whose call has ended.</param>
    /// <param name="cancellationToken">Cancelled when the pool shuts down.</param>
    /// <returns>False to have it disposed; an exception, or no answer in time, is the same.</returns>
    ValueTask<bool> ResetAsync(T target, CancellationToken cancellationToken) => new(true);

    /// <summary>
    /// Disposes a target, exactly once. A call may still be running on it: one that has not answered in time is stopped by this. Without an
    /// implementation, it is disposed as <see cref="IAsyncDisposable"/> or else as <see cref="IDisposable"/>.
    /// </summary>
    /// <param name="target">A target that no other call will get.</param>
    ValueTask DisposeAsync(T target)
    {
        if (target is IAsyncDisposable asynchronous)
            return asynchronous.DisposeAsync();

        (target as IDisposable)?.Dispose();
        return default;
    }
}
