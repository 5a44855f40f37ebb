using System.Runtime.CompilerServices;
using Ambassador.Streaming;

namespace Ambassador.Calls;

/// <summary>
/// The opening of a stream, seen as a call of its own: it makes the call that returns the stream, and moves that to its first item.
/// So whatever holds for a call that returns a <see cref="ValueTask{TResult}"/> holds for it.
/// </summary>
internal readonly struct OpeningCall<TTarget, T, TCall>(TCall call, CancellationToken caller) : ICall<TTarget, ValueTask<OpenStream<T>>>
    where TTarget : class
    where T : allows ref struct
    where TCall : struct, ICall<TTarget, IAsyncEnumerable<T>>
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<OpenStream<T>> Invoke(TTarget target, CancellationToken cancellationToken)
    {
        var stream = new OpenStream<T>(caller, cancellationToken);
        try
        {
            await stream.OpenAsync(call.Invoke(target, stream.Token) ?? throw ReturnedNull()).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.CloseAfterAsync(default).ConfigureAwait(false);
            throw;
        }
    }

    private static InvalidOperationException ReturnedNull() => new($"A method of {typeof(TTarget)} returned null instead of a stream.");
}
