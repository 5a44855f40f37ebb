using System.Globalization;
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
        Trace = new Trace(Time);
        Service = new ScriptedService(script, Time, Trace);
        Draws = new Draws(script.Draws);
        _callers = [.. script.Calls.Select(_ => new CancellationTokenSource())];
    }

    public VirtualTime Time { get; } = new();

    public Trace Trace { get; }

    protected Script Script { get; }

    protected ScriptedService Service { get; }

    protected Draws Draws { get; }

    /// <summary>Plays the script up to a time.</summary>
    public void Play(double untilMs = double.PositiveInfinity)
    {
        var startMs = 0;
        for (var i = 0; i < _callers.Length; i++)
        {
            var (call, caller) = (i, _callers[i]);
            startMs += Script.Calls[call].AfterMs;
            if (Script.Calls[call].CancelAfterMs < 0)
                caller.Cancel();

            Time.After(startMs, () => _ = FollowAsync(call, caller.Token));
            if (Script.Calls[call].CancelAfterMs is >= 0 and var cancelAfterMs)
                Time.After(startMs + cancelAfterMs, caller.Cancel);
        }

        Time.RunUntil(untilMs);
    }

    protected bool IsCanceled(int call) => _callers[call].IsCancellationRequested;

    protected abstract ValueTask<int> CallAsync(int call, CancellationToken token);

    /// <summary>What made a circuit open, as a <see cref="BrokenCircuitException"/> is to say it.</summary>
    protected abstract string Cause(BrokenCircuitException broken);

    protected abstract TimeSpan RetryAfter(BrokenCircuitException broken);

    protected static string Name(TimeoutRejectedException timeout) => string.Create(CultureInfo.InvariantCulture, $"timeout of {timeout.Timeout.TotalMilliseconds} ms");

    private async Task FollowAsync(int call, CancellationToken token)
    {
        try
        {
            var result = await CallAsync(call, token).ConfigureAwait(false);
            Trace.Add(call, "result", Script.HasResult ? result : 0);
        }
        catch (Exception error)
        {
            Trace.Add(call, "failure", 0, Describe(error, call));
        }

        Time.Ended();
    }

    private string Describe(Exception error, int call) => error switch
    {
        OperationCanceledException when IsCanceled(call) => "cancelled by its caller",
        TimeoutRejectedException timeout => Name(timeout),
        BrokenCircuitException broken => $"broken for {RetryAfter(broken)} by {Cause(broken)}",
        _ => Service.Origin(error) ?? error.ToString(),
    };
}
