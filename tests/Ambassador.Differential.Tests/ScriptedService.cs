namespace Ambassador.Differential.Tests;

/// <summary>The service of a script. It is the same on both sides.</summary>
internal sealed class ScriptedService(Script script, VirtualTime time, Trace trace) : IService
{
    private readonly Dictionary<Exception, string> _thrown = new(ReferenceEqualityComparer.Instance);
    private readonly int[] _attempts = new int[script.Calls.Length];

    public int Get(int call, CancellationToken cancellationToken) => Run(call, cancellationToken);

    public void Do(int call, CancellationToken cancellationToken) => Run(call, cancellationToken);

    public Task<int> GetTaskAsync(int call, CancellationToken cancellationToken) => RunAsync(call, cancellationToken);

    public Task DoTaskAsync(int call, CancellationToken cancellationToken) => RunAsync(call, cancellationToken);

    public ValueTask<int> GetValueTaskAsync(int call, CancellationToken cancellationToken) => new(RunAsync(call, cancellationToken));

    public ValueTask DoValueTaskAsync(int call, CancellationToken cancellationToken) => new(RunAsync(call, cancellationToken));

    /// <summary>Which attempt an exception comes from, the very same one; null for none.</summary>
    public string? Origin(Exception exception) => _thrown.GetValueOrDefault(exception);

    public int Run(int call, CancellationToken token)
    {
        var (attempt, behaviour) = Begin(call);
        time.Block(behaviour.LatencyMs);
        if (token.IsCancellationRequested && behaviour.Reaction == Reaction.Obeys)
            throw new OperationCanceledException(token);

        return behaviour.Answer == Answer.Success ? Result(call, attempt) : throw Failure(call, attempt, behaviour.Answer);
    }

    public Task<int> RunAsync(int call, CancellationToken token)
    {
        var (attempt, behaviour) = Begin(call);
        var task = new TaskCompletionSource<int>();
        if (behaviour.LatencyMs == 0)
        {
            if (behaviour.Throws && behaviour.Answer != Answer.Success)
                throw Failure(call, attempt, behaviour.Answer);

            Settle(task, call, attempt, behaviour.Answer);
            return task.Task;
        }

        if (behaviour.LatencyMs != Attempt.Never)
        {
            time.After(behaviour.LatencyMs, () =>
            {
                trace.Add(call, token.IsCancellationRequested ? "answer to nobody" : "answer", attempt);
                Settle(task, call, attempt, behaviour.Answer);
            });
        }

        // Where there are timeouts nobody waits for the reaction, and a callback would run on another thread.
        if (behaviour.Reaction != Reaction.Deaf && !script.Policies.TimesOut)
            token.UnsafeRegister(_ => React(task, call, attempt, behaviour.Reaction, token), null);

        return task.Task;
    }

    private (int Attempt, Attempt Behaviour) Begin(int call)
    {
        var attempt = _attempts[call]++;
        var behaviour = script.Calls[call][attempt];
        trace.Add(call, "attempt", attempt);
        if (behaviour.BlockMs > 0)
            time.Block(behaviour.BlockMs);

        return (attempt, behaviour);
    }

    private void React(TaskCompletionSource<int> task, int call, int attempt, Reaction reaction, CancellationToken token)
    {
        trace.Add(call, "reaction", attempt);
        if (reaction == Reaction.Obeys)
            task.TrySetCanceled(token);
        else
            Settle(task, call, attempt, reaction == Reaction.Fails ? Answer.Transient : Answer.Success);
    }

    private void Settle(TaskCompletionSource<int> task, int call, int attempt, Answer answer)
    {
        if (task.Task.IsCompleted)
            return;

        if (answer == Answer.Success)
            task.SetResult(Result(call, attempt));
        else
            task.SetException(Failure(call, attempt, answer));
    }

    private static int Result(int call, int attempt) => (call * 100) + attempt;

    private Exception Failure(int call, int attempt, Answer answer)
    {
        Exception failure = answer switch
        {
            Answer.Transient => new IOException(),
            Answer.Timeout => new TimeoutException(),
            Answer.Wrong => new ArgumentException("wrong"),
            _ => new TaskCanceledException(),
        };
        _thrown.Add(failure, $"{failure.GetType().Name} of call {call}, attempt {attempt}");
        return failure;
    }
}
