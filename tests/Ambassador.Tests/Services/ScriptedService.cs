using System.Runtime.CompilerServices;

namespace Ambassador.Tests.Services;

/// <summary>The service behind the ambassador: every attempt of every kind runs the test's script.</summary>
public sealed class ScriptedService(Func<int, CancellationToken, Task<int>> script) : IService
{
    private int _attempts;

    /// <summary>A script that knows the attempt's number, starting with 1, and nothing else.</summary>
    public ScriptedService(Func<int, Task<int>> script)
        : this((attempt, _) => script(attempt))
    {
    }

    /// <summary>How many attempts got through to the service.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    public int Get(int id, CancellationToken cancellationToken) => RunAsync(cancellationToken).GetAwaiter().GetResult();

    public void Do(int id, CancellationToken cancellationToken) => RunAsync(cancellationToken).GetAwaiter().GetResult();

    public Task<int> GetTaskAsync(int id, CancellationToken cancellationToken) => RunAsync(cancellationToken);

    public Task DoTaskAsync(int id, CancellationToken cancellationToken) => RunAsync(cancellationToken);

    public ValueTask<int> GetValueTaskAsync(int id, CancellationToken cancellationToken) => new(RunAsync(cancellationToken));

    public ValueTask DoValueTaskAsync(int id, CancellationToken cancellationToken) => new(RunAsync(cancellationToken));

    // Not inlined: tests look for it in stacks, however often others have called it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task<int> RunAsync(CancellationToken cancellationToken) => script(Interlocked.Increment(ref _attempts), cancellationToken);
}
