namespace Replicas.Processes;

/// <summary>All replicas: <c>a</c> to <c>e</c>. None of them outlives it.</summary>
internal sealed class ReplicaFleet : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> Names = ["a", "b", "c", "d", "e"];

    private readonly Dictionary<string, ReplicaProcess> _processes = [];

    public ReplicaProcess this[string name] => _processes[name];

    /// <summary>Starts those that are not running; afterwards all of them are there, and well.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        foreach (var process in _processes.Values.Where(process => process.IsRunning))
            process.Recover();

        var missing = Names.Where(name => !_processes.TryGetValue(name, out var process) || !process.IsRunning).ToArray();
        var starts = missing.Select(_ => ReplicaProcess.StartAsync(cancellationToken)).ToArray();
        await ((Task)Task.WhenAll(starts)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Those that have started are the fleet's to end, whatever became of the others.
        foreach (var (name, start) in missing.Zip(starts).Where(pair => pair.Second.IsCompletedSuccessfully))
        {
            if (_processes.Remove(name, out var former))
                await former.DisposeAsync();

            _processes.Add(name, await start);
        }

        await Task.WhenAll(starts);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values)
            await process.DisposeAsync();
    }
}
