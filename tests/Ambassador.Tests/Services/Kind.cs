namespace Ambassador.Tests.Services;

/// <summary>The kinds of methods that go through the policies.</summary>
public enum Kind
{
    Value,
    Void,
    TaskOfValue,
    Task,
    ValueTaskOfValue,
    ValueTask,
}

public static class Kinds
{
    public static TheoryData<Kind> All { get; } = new(Enum.GetValues<Kind>());

    public static TheoryData<Kind> Async { get; } = [Kind.TaskOfValue, Kind.Task, Kind.ValueTaskOfValue, Kind.ValueTask];

    public static TheoryData<Kind> WithResult { get; } = [Kind.Value, Kind.TaskOfValue, Kind.ValueTaskOfValue];

    /// <summary>Makes a call of a kind. A method without a result answers 0; a blocking one runs on a thread of its own.</summary>
    public static async Task<int> CallAsync(this IService service, Kind kind, int id = 1, CancellationToken cancellationToken = default)
    {
        switch (kind)
        {
            case Kind.Value:
                return await Blocking(() => service.Get(id, cancellationToken));
            case Kind.Void:
                return await Blocking(() =>
                {
                    service.Do(id, cancellationToken);
                    return 0;
                });
            case Kind.TaskOfValue:
                return await service.GetTaskAsync(id, cancellationToken);
            case Kind.Task:
                await service.DoTaskAsync(id, cancellationToken);
                return 0;
            case Kind.ValueTaskOfValue:
                return await service.GetValueTaskAsync(id, cancellationToken);
            default:
                await service.DoValueTaskAsync(id, cancellationToken);
                return 0;
        }
    }

    private static Task<int> Blocking(Func<int> call)
        => Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
