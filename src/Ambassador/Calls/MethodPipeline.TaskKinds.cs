using System.Runtime.CompilerServices;
using Ambassador.Retry;
using Ambassador.Timeouts;

namespace Ambassador.Calls;

/// <content>How <see cref="Task"/> and <see cref="Task{TResult}"/> go through the same methods.</content>
public sealed partial class MethodPipeline
{
    private static TTask Required<TTask>(MethodPlan plan, TTask? task)
        where TTask : Task
        => task ?? throw new InvalidOperationException($"{plan.Telemetry.DisplayName} returned null instead of a task.");

    private static async ValueTask<TResult> WithResult<TResult>(Task task)
    {
        await task.ConfigureAwait(false);
        return ResultOf<TResult>(task);
    }

    private static TResult ResultOf<TResult>(Task completed) => typeof(TResult) == typeof(Nothing) ? default! : ((Task<TResult>)completed).Result;

    // TTask is Task<TResult>, or it is Task and TResult is Nothing: the cast cannot fail, and a checked one costs a third of a call.
    private static TTask As<TTask>(Task task)
        where TTask : Task
        => Unsafe.As<TTask>(task);

    private static void DiscardLater<TResult>(AttemptTimer timer, Task task) => timer.Abandon(() => _ = Discarded.WhenDone(WithResult<TResult>(task)));
}
