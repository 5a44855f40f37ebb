namespace Ambassador.Concurrency.Tests.Exploration;

/// <summary>What the rewritten runtime calls. On a thread that is not explored it does nothing of its own.</summary>
public static class Scheduler
{
    [ThreadStatic]
    private static Operation? s_operation;

    internal static Operation? Current
    {
        get => s_operation;
        set => s_operation = value;
    }

    /// <summary>Before a step that others can see: here another operation may go on instead.</summary>
    public static void Point(string where) => s_operation?.Pause(where);

    /// <summary>Before a field is written to that is not volatile. Under a lock that is nobody else's business.</summary>
    public static void Write(string where)
    {
        if (s_operation is { HoldsLock: false } operation)
            operation.Pause(where);
    }

    /// <summary>Before a lock is taken: waits until nobody has it.</summary>
    public static void Enter(object gate, string where) => s_operation?.Enter(gate, where);

    /// <summary>After the lock taken last has been given back.</summary>
    public static void Exit() => s_operation?.Exit();

    /// <summary>Instead of <see cref="Task.Wait(CancellationToken)"/>.</summary>
    public static void Wait(Task task, CancellationToken cancellationToken)
    {
        s_operation?.Block("Task.Wait", () => task.IsCompleted || cancellationToken.IsCancellationRequested);
        task.Wait(cancellationToken);
    }

    /// <summary>Waits until something holds, which other operations bring about.</summary>
    internal static void Until(Func<bool> holds) => s_operation?.Block("until", holds);

    /// <summary>Does something in one step, callbacks included. They must not need a lock that another operation may have.</summary>
    internal static void Atomically(Action action)
    {
        Point("atomically");
        AtOnce(action);
    }

    /// <summary>Does something in one step, callbacks included, once nobody has a lock.</summary>
    internal static void AtomicallyUnlocked(Action action)
    {
        s_operation?.AwaitLocks("atomically");
        AtOnce(action);
    }

    private static void AtOnce(Action action)
    {
        var operation = s_operation;
        s_operation = null;
        try
        {
            action();
        }
        finally
        {
            s_operation = operation;
        }
    }
}
