using System.Diagnostics;

namespace Storefront.Backend;

/// <summary>
/// Plays a script against the clock, from the start as often as asked, and counts the requests that arrive. Safe for concurrent use.
/// </summary>
internal sealed class ScriptPlayer(FaultScript script, TimeSpan length, int seed)
{
    private readonly Lock _gate = new();
    private Random _random = new(seed);
    private long? _start;
    private int _requests;
    private int _requestsDuringOutage;

    public FaultScript Script => script;

    public TimeSpan Length => length;

    /// <summary>How much of the run has passed, from 0 to 1 (and beyond, while the last calls come home).</summary>
    public double Progress
    {
        get
        {
            lock (_gate)
                return ProgressNow();
        }
    }

    /// <summary>The requests that have arrived since the start, however they were answered.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Those of them that arrived while nothing could be answered.</summary>
    public int RequestsDuringOutage => Volatile.Read(ref _requestsDuringOutage);

    /// <summary>Starts the script from its beginning, with counters at zero and the same draws as every time.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            _random = new Random(seed);
            _start = Stopwatch.GetTimestamp();
            _requests = _requestsDuringOutage = 0;
        }
    }

    /// <summary>Counts a request and decides what becomes of it. Before the first start all is well.</summary>
    public (Fault Fault, TimeSpan Latency) Next()
    {
        lock (_gate)
        {
            var usual = TimeSpan.FromMilliseconds(2 + 6 * _random.NextDouble());
            if (_start is null)
                return (Fault.None, usual);

            var act = script.ActAt(ProgressNow());
            _requests++;
            if (act.IsOutage)
                _requestsDuringOutage++;

            var fault = act.FaultFor(_random.NextDouble());
            return (fault, fault == Fault.Slow ? FaultScript.SlowAnswer : usual);
        }
    }

    private double ProgressNow() => _start is { } start ? Stopwatch.GetElapsedTime(start) / length : 0;
}
