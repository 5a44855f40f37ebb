namespace Ambassador.Concurrency.Tests.Exploration;

/// <summary>One run of the operations, one step of one of them at a time, in the order that a schedule says.</summary>
internal sealed class Execution
{
    private readonly Schedule _schedule;
    private readonly Operation[] _operations;
    private readonly TaskCompletionSource _ended = new();
    private readonly List<string> _trace = [];
    private int _preemptions;

    public Execution(Schedule schedule, IEnumerable<Action> operations)
    {
        _schedule = schedule;
        _operations = [.. operations.Select((body, number) => new Operation(this, number, body))];
    }

    /// <summary>Who has which lock.</summary>
    public Dictionary<object, Operation> Owners { get; } = new(ReferenceEqualityComparer.Instance);

    public bool IsAborted { get; private set; }

    /// <summary>What went wrong, if anything.</summary>
    public Exception? Error { get; private set; }

    /// <summary>The steps in their order, for the message of a failure.</summary>
    public string Trace => string.Join(Environment.NewLine, _trace);

    public void Run()
    {
        foreach (var operation in _operations)
            operation.Start();

        _operations[_schedule.Choose(_operations.Length)].Resume();
        _ended.Task.Wait();
    }

    public void Fail(Exception error) => Error ??= error;

    /// <summary>Lets the next operation take a step: the one that just took one, unless the schedule says another or it cannot go on.</summary>
    public void Next(Operation current, string where)
    {
        if (!IsAborted)
            _trace.Add($"{current.Number} {where}");

        if (Choose(current) is not { } next)
        {
            if (Array.TrueForAll(_operations, operation => operation.IsDone))
            {
                _ended.SetResult();
                return;
            }

            // Nobody can go on. They are unwound one after the other.
            IsAborted = true;
            Error ??= new InvalidOperationException("The operations wait for each other.");
            next = Array.Find(_operations, operation => !operation.IsDone)!;
        }

        if (next == current)
            return;

        next.Resume();
        if (!current.IsDone)
            current.Await();
    }

    private Operation? Choose(Operation current)
    {
        var others = _operations.Where(operation => operation != current && operation.IsEnabled).ToArray();
        if (!current.IsEnabled)
            return others.Length == 0 ? null : others[_schedule.Choose(others.Length)];

        // To take the turn from one that could go on is what the number of schedules grows by.
        if (others.Length == 0 || _preemptions == _schedule.MaxPreemptions)
            return current;

        var choice = _schedule.Choose(1 + others.Length);
        if (choice == 0)
            return current;

        _preemptions++;
        return others[choice - 1];
    }
}
