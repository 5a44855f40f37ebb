using Ambassador.Tests.Services;

namespace Ambassador.Tests.Telemetry;

internal static class Methods
{
    /// <summary>The name of the method of a kind.</summary>
    public static string Of(Kind kind) => kind switch
    {
        Kind.Value => nameof(IService.Get),
        Kind.Void => nameof(IService.Do),
        Kind.TaskOfValue => nameof(IService.GetTaskAsync),
        Kind.Task => nameof(IService.DoTaskAsync),
        Kind.ValueTaskOfValue => nameof(IService.GetValueTaskAsync),
        _ => nameof(IService.DoValueTaskAsync),
    };

    /// <summary>Begins a call of a kind right here: a blocking one on this thread, none in an async method that would hide what it changes.</summary>
    public static Task Begin(this IService service, Kind kind, CancellationToken cancellationToken = default)
    {
        switch (kind)
        {
            case Kind.Value:
                service.Get(1, cancellationToken);
                return Task.CompletedTask;
            case Kind.Void:
                service.Do(1, cancellationToken);
                return Task.CompletedTask;
            case Kind.TaskOfValue:
                return service.GetTaskAsync(1, cancellationToken);
            case Kind.Task:
                return service.DoTaskAsync(1, cancellationToken);
            case Kind.ValueTaskOfValue:
                return service.GetValueTaskAsync(1, cancellationToken).AsTask();
            default:
                return service.DoValueTaskAsync(1, cancellationToken).AsTask();
        }
    }
}
