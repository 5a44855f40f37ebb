using System.Runtime.CompilerServices;
using Polly;
using Polly.Registry;

namespace Ambassador.Pipelines;

/// <summary>A resilience pipeline of the user's own, found by its name when a call first needs it. Safe for concurrent use.</summary>
/// <param name="registry">Where it is registered; null where there is no registry.</param>
/// <param name="name">Its name.</param>
/// <param name="method">The method as messages name it.</param>
internal sealed class UserPipeline(ResiliencePipelineProvider<string>? registry, string name, string method)
{
    private ResiliencePipeline? _found;

    // The registry keeps a pipeline up to date by itself.
    private ResiliencePipeline Found => _found ??= Find() ?? throw new InvalidOperationException(Problem);

    /// <summary>What is wrong with the name, in words; null for nothing.</summary>
    public string? Problem => Find() is not null ? null : $"{method} is to run through the pipeline '{name}', but " + (registry is null
        ? "there is no ResiliencePipelineProvider<string> to find it in."
        : "the registry has none of that name (one without a type of result).");

    /// <summary>Runs a call through the pipeline, in a context of the pool that carries the caller's token.</summary>
    /// <exception cref="InvalidOperationException">There is no pipeline of that name.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TResult> ExecuteAsync<TState, TResult>(
        Func<ResilienceContext, TState, ValueTask<TResult>> call, TState state, CancellationToken caller)
    {
        var pipeline = Found;
        var context = Rent(caller);
        try
        {
            return await pipeline.ExecuteAsync(call, context, state).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (IsDisguised(error, caller))
        {
            throw new OperationCanceledException(error.Message, error, caller);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <inheritdoc cref="ExecuteAsync"/>
    public TResult Execute<TState, TResult>(Func<ResilienceContext, TState, TResult> call, TState state, CancellationToken caller)
    {
        var pipeline = Found;
        var context = Rent(caller);
        try
        {
            return pipeline.Execute(call, context, state);
        }
        catch (OperationCanceledException error) when (IsDisguised(error, caller))
        {
            throw new OperationCanceledException(error.Message, error, caller);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // A strategy may have put a token of its own in the place of the caller's.
    private static bool IsDisguised(OperationCanceledException error, CancellationToken caller)
        => caller.IsCancellationRequested && error.CancellationToken != caller;

    private ResilienceContext Rent(CancellationToken caller) => ResilienceContextPool.Shared.Get(method, continueOnCapturedContext: false, caller);

    private ResiliencePipeline? Find() => registry is not null && registry.TryGetPipeline(name, out var pipeline) ? pipeline : null;
}
