using System.Diagnostics.CodeAnalysis;
using Ambassador.Retry;
using Ambassador.Targets;

namespace Ambassador.Calls;

/// <content>
/// Copies of calls, made behind their callers' backs on targets that get nothing else. A copy runs on a thread of the pool, by a token and a time of its own, is made once, and whatever
/// comes of it is dropped.
/// </content>
public sealed partial class MethodPipeline
{
    private static readonly TimeSpan s_mirrored = TimeSpan.FromSeconds(30);

    // A method of its own: a closure is allocated where its method begins.
    private static void Mirror<TTarget, TReturn, TCall>(MethodPlan plan, TargetMirror<TTarget> mirror, TCall call, Func<TReturn, Task> ended)
        where TTarget : class
        where TCall : struct, ICall<TTarget, TReturn>
    {
        // A stream has nobody to read the copy.
        if (call is IOpeningCall || !mirror.TryBegin(out var target, out var began))
            return;

        plan.Telemetry.Mirrored(target);
        _ = Task.Run(() => MirrorAsync(plan, mirror, target, began, token => ended(call.Invoke(target.Instance, token))));
    }

    [SuppressMessage("Design", "CA1031", Justification = "Nobody waits for it.")]
    private static async Task MirrorAsync<TTarget>(
        MethodPlan plan, TargetMirror<TTarget> mirror, Target<TTarget> target, long began, Func<CancellationToken, Task> invoke)
        where TTarget : class
    {
        var time = plan.Policy.Timeout > 0 ? TimeSpan.FromTicks(plan.Policy.Timeout) : s_mirrored;
        using var source = new CancellationTokenSource(time, plan.Environment.Clock.Provider);
        var outcome = AttemptOutcome.Succeeded;
        try
        {
            await invoke(source.Token).WaitAsync(source.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            outcome = error is OperationCanceledException || Unanswered.Is(error) ? AttemptOutcome.Unanswered : AttemptOutcome.Failed;
        }
        finally
        {
            mirror.End(target, began, outcome);
        }
    }

    private static async Task MirroredTask<TResult>(Task task)
    {
        await task.ConfigureAwait(false);
        await Discarded.DisposeAsync(ResultOf<TResult>(task)).ConfigureAwait(false);
    }

    private static Task MirroredResult<TResult>(TResult result)
    {
        Discarded.Dispose(result);
        return Task.CompletedTask;
    }
}
