namespace Ambassador.Calls;

/// <summary>
/// One call of one method, its arguments packed: it knows how to make the call on <em>a</em> target, again and again if need be.
/// Implemented by generated structs; nobody writes one by hand.
/// </summary>
/// <typeparam name="TTarget">The annotated interface.</typeparam>
/// <typeparam name="TReturn">What the method returns: a value, a task of any kind, or a stream.</typeparam>
public interface ICall<in TTarget, out TReturn>
{
    /// <summary>Makes the call.</summary>
    /// <param name="target">The implementation that this attempt goes to.</param>
    /// <param name="cancellationToken">Cancelled when the caller cancels or the attempt has taken too long.</param>
    TReturn Invoke(TTarget target, CancellationToken cancellationToken);
}
