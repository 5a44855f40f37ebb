using System.Globalization;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Ambassador.Differential.Tests;

/// <summary>Plays a script on one of the two libraries.</summary>
internal abstract class Side
{
    private readonly CancellationTokenSource[] _callers;

    protected Side(Script script)
    {
        Script = script;
        Time = new VirtualTime(waitsBlock: script.Blocks);
        Trace = new Trace(Time);
        Service = new ScriptedService(script, Time, Trace);
        Draws = new Draws(script.Draws);
        _callers = [.. script.Calls.Select(_ => new CancellationTokenSource())];
    }

    public VirtualTime Time { get; }

    public Trace Trace { get; }

    protected Script Script { get; }

    protected ScriptedService Service { get; }

    protected Draws Draws { get; }

    /// <summary>Plays the script up to a time.</summary>
    public void Play(double untilMs = double.PositiveInfinity)
    {
        if (Script.Blocks)
            PlayNext(0);
        else
            PlayAll();

        Time.RunUntil(untilMs);
    }

    protected bool IsCanceled(int call) => _callers[call].IsCancellationRequested;

    /// <summary>Makes a call and says how it ended.</summary>
    protected abstract ValueTask<Outcome<int>> CallAsync(int call, CancellationToken token);

    /// <summary>What made a circuit open, as a <see cref="BrokenCircuitException"/> is to say it.</summary>
    protected abstract string Cause(BrokenCircuitException broken);

    protected abstract TimeSpan RetryAfter(BrokenCircuitException broken);

    protected static string Name(TimeoutRejectedException timeout) => string.Create(CultureInfo.InvariantCulture, $"timeout of {timeout.Timeout.TotalMilliseconds} ms");

    /// <summary>How a task ends. Nothing is thrown: a script has a dozen failures, and each throw is worth several calls.</summary>
    protected static async ValueTask<Outcome<int>> OutcomeOf(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.IsFaulted)
            return Outcome.FromException<int>(task.Exception.InnerException!);

        if (!task.IsCanceled)
            return Outcome.FromResult(task is Task<int> done ? done.Result : 0);

        try
        {
            await task.ConfigureAwait(false);
            throw new InvalidOperationException("A cancelled task that throws nothing.");
        }
        catch (OperationCanceledException canceled)
        {
            return Outcome.FromException<int>(canceled);
        }
    }

    private void PlayAll()
    {
        var startMs = 0;
        for (var i = 0; i < _callers.Length; i++)
        {
            var call = i;
            startMs += Script.Calls[call].AfterMs;
            if (Script.Calls[call].CancelAfterMs < 0)
                _callers[call].Cancel();

            Time.After(startMs, () => _ = FollowAsync(call));
            if (Script.Calls[call].CancelAfterMs is >= 0 and var cancelAfterMs)
                Time.After(startMs + cancelAfterMs, _callers[call].Cancel);
        }
    }

    private void PlayNext(int call)
    {
        if (call == _callers.Length)
            return;

        if (Script.Calls[call].CancelAfterMs < 0)
            _callers[call].Cancel();

        Time.After(Script.Calls[call].AfterMs, () =>
        {
            _ = FollowAsync(call);
            PlayNext(call + 1);
        });
    }

    private async Task FollowAsync(int call)
    {
        var outcome = await CallAsync(call, _callers[call].Token).ConfigureAwait(false);
        if (outcome.Exception is { } error)
            Trace.Add(call, "failure", 0, Describe(error, call));
        else
            Trace.Add(call, "result", Script.HasResult ? outcome.Result : 0);

        Time.Ended();
    }

    // Every_cancellation_by_the_caller_carries_the_callers_token, and A_call_that_runs_out_of_time_while_it_waits_names_the_failure_before: what is inside of both is not compared.
    private string Describe(Exception error, int call) => error switch
    {
        OperationCanceledException when IsCanceled(call) => "cancelled by its caller",
        TimeoutRejectedException timeout => Name(timeout),
        BrokenCircuitException broken => $"broken for {RetryAfter(broken)} by {Cause(broken)}",
        _ => Service.Origin(error) ?? error.ToString(),
    };
}
