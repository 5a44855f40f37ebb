namespace Ambassador.Differential.Tests;

/// <summary>The service of a script. It is the same on both sides.</summary>
internal sealed class ScriptedService(Script script, VirtualTime time, Trace trace) : IService
{
    private readonly Dictionary<Exception, string> _thrown = new(ReferenceEqualityComparer.Instance);
    private readonly int[] _attempts = new int[script.Calls.Length];

    public Task<int> GetTaskAsync(int call, CancellationToken cancellationToken) => RunAsync(call, cancellationToken);

    public Task DoTaskAsync(int call, CancellationToken cancellationToken) => RunAsync(call, cancellationToken);

    public ValueTask<int> GetValueTaskAsync(int call, CancellationToken cancellationToken) => new(RunAsync(call, cancellationToken));

    public ValueTask DoValueTaskAsync(int call, CancellationToken cancellationToken) => new(RunAsync(call, cancellationToken));

    /// <summary>Which attempt an exception comes from, the very same one; null for none.</summary>
    public string? Origin(Exception exception) => _thrown.GetValueOrDefault(exception);

    public Task<int> RunAsync(int call, CancellationToken token)
    {
        var attempt = _attempts[call]++;
        var behaviour = script.Calls[call][attempt];
        trace.Add(call, "attempt", attempt);
        if (behaviour.BlockMs > 0)
            time.Block(behaviour.BlockMs);

        var answer = new TaskCompletionSource<int>();
        if (behaviour.LatencyMs == 0)
        {
            if (behaviour.Throws && behaviour.Outcome != Outcome.Success)
                throw Failure(call, attempt, behaviour.Outcome);

            Settle(answer, call, attempt, behaviour.Outcome);
            return answer.Task;
        }

        if (behaviour.LatencyMs != Attempt.Never)
        {
            time.After(behaviour.LatencyMs, () =>
            {
                trace.Add(call, token.IsCancellationRequested ? "answer to nobody" : "answer", attempt);
                Settle(answer, call, attempt, behaviour.Outcome);
            });
        }

        // Where there are timeouts nobody waits for the reaction, and a callback would run on another thread.
        if (behaviour.Reaction != Reaction.Deaf && !script.Policies.TimesOut)
            token.UnsafeRegister(_ => React(answer, call, attempt, behaviour.Reaction, token), null);

        return answer.Task;
    }

    private void React(TaskCompletionSource<int> answer, int call, int attempt, Reaction reaction, CancellationToken token)
    {
        trace.Add(call, "reaction", attempt);
        if (reaction == Reaction.Obeys)
            answer.TrySetCanceled(token);
        else
            Settle(answer, call, attempt, reaction == Reaction.Fails ? Outcome.Transient : Outcome.Success);
    }

    private void Settle(TaskCompletionSource<int> answer, int call, int attempt, Outcome outcome)
    {
        if (answer.Task.IsCompleted)
            return;

        if (outcome == Outcome.Success)
            answer.SetResult((call * 100) + attempt);
        else
            answer.SetException(Failure(call, attempt, outcome));
    }

    private Exception Failure(int call, int attempt, Outcome outcome)
    {
        Exception failure = outcome switch
        {
            Outcome.Transient => new IOException(),
            Outcome.Timeout => new TimeoutException(),
            Outcome.Wrong => new ArgumentException("wrong"),
            _ => new TaskCanceledException(),
        };
        _thrown.Add(failure, $"{failure.GetType().Name} of call {call}, attempt {attempt}");
        return failure;
    }
}
