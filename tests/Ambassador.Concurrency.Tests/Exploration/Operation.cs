using System.Diagnostics.CodeAnalysis;

namespace Ambassador.Concurrency.Tests.Exploration;

/// <summary>One of the operations that run concurrently: a thread that only moves when it is its turn.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing that needs disposal.")]
internal sealed class Operation(Execution execution, int number, Action body)
{
    private readonly SemaphoreSlim _turn = new(0);
    private readonly Stack<object> _held = new();
    private Func<bool>? _until;

    public int Number => number;

    public bool IsDone { get; private set; }

    public bool HoldsLock => _held.Count > 0;

    /// <summary>Whether it can go on.</summary>
    public bool IsEnabled => !IsDone && (_until is null || _until());

    public void Start() => ThreadPool.UnsafeQueueUserWorkItem(static operation => operation.Run(), this, preferLocal: false);

    /// <summary>Makes it this operation's turn.</summary>
    public void Resume() => _turn.Release();

    /// <summary>Waits for its turn.</summary>
    public void Await()
    {
        _turn.Wait();
        if (execution.IsAborted)
            throw new AbortedException();
    }

    public void Pause(string where) => execution.Next(this, where);

    public void Block(string where, Func<bool> until)
    {
        _until = until;
        execution.Next(this, where);
        _until = null;
    }

    public void AwaitLocks(string where) => Block(where, () => execution.Owners.Count == 0);

    public void Enter(object gate, string where)
    {
        Block(where, () => !execution.Owners.TryGetValue(gate, out var owner) || owner == this);
        execution.Owners[gate] = this;
        _held.Push(gate);
    }

    public void Exit()
    {
        var gate = _held.Pop();
        if (!_held.Contains(gate))
            execution.Owners.Remove(gate);
    }

    private void Run()
    {
        Scheduler.Current = this;
        try
        {
            Await();
            body();
        }
        catch (AbortedException)
        {
        }
        catch (Exception error)
        {
            execution.Fail(error);
        }

        Scheduler.Current = null;
        IsDone = true;
        execution.Next(this, "end");
    }

    /// <summary>Unwinds the operations of an execution that has come to nothing.</summary>
    private sealed class AbortedException : Exception;
}
