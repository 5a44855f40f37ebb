namespace Ambassador.Calls;

/// <summary>A call that returns a <see cref="ValueTask"/>, seen as one with a result.</summary>
internal readonly struct NothingCall<TTarget, TArguments, TCall> : ICall<TTarget, TArguments, ValueTask<Nothing>>
    where TTarget : class
    where TCall : struct, ICall<TTarget, TArguments, ValueTask>
{
    public ValueTask<Nothing> Invoke(TTarget target, TArguments arguments, CancellationToken cancellationToken) =>
        NothingTask.Add(default(TCall).Invoke(target, arguments, cancellationToken));
}
