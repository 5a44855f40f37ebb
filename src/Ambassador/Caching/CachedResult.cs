namespace Ambassador.Caching;

/// <summary>A result that is kept, and when it was obtained. Its completed task is made once and handed to every caller that wants one.</summary>
internal sealed class CachedResult<TResult>(TResult value, long obtained)
{
    private Task<TResult>? _task;

    public TResult Value { get; } = value;

    public Task<TResult> Task => _task ??= System.Threading.Tasks.Task.FromResult(Value);

    public bool IsFresh(long now, long duration) => now - obtained < duration;
}
