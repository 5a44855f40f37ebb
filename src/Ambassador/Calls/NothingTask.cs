using System.Runtime.CompilerServices;

namespace Ambassador.Calls;

/// <summary>Turns a <see cref="ValueTask"/> into one with a result and back, without allocating.</summary>
internal static class NothingTask
{
    public static ValueTask<Nothing> Add(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
            return AddAsync(task);

        task.GetAwaiter().GetResult();
        return default;

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        static async ValueTask<Nothing> AddAsync(ValueTask task)
        {
            await task.ConfigureAwait(false);
            return default;
        }
    }

    public static ValueTask Drop(ValueTask<Nothing> task)
    {
        if (!task.IsCompletedSuccessfully)
            return DropAsync(task);

        task.GetAwaiter().GetResult();
        return default;

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
        static async ValueTask DropAsync(ValueTask<Nothing> task) => await task.ConfigureAwait(false);
    }
}
