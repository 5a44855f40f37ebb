namespace Ambassador.Calls;

/// <summary>
/// Knows how to make one method's call on <em>a</em> target, again and again if need be. Implemented by generated structs that hold nothing;
/// nobody writes one by hand.
/// </summary>
/// <typeparam name="TTarget">The annotated interface.</typeparam>
/// <typeparam name="TArguments">The method's one argument, or a tuple of them, or <see cref="Nothing"/>; the cancellation token is not among them.</typeparam>
/// <typeparam name="TReturn">What the method returns: a value, or a task of any kind.</typeparam>
public interface ICall<in TTarget, in TArguments, out TReturn>
{
    /// <summary>Makes the call.</summary>
    /// <param name="target">The implementation that this attempt goes to.</param>
    /// <param name="arguments">What the method was called with.</param>
    /// <param name="cancellationToken">Cancelled when the caller cancels or the attempt has taken too long.</param>
    TReturn Invoke(TTarget target, TArguments arguments, CancellationToken cancellationToken);
}
