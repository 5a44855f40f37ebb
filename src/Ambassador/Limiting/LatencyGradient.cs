namespace Ambassador.Limiting;

/// <summary>
/// What the latency of calls says about how many of them a service bears at a time: Envoy's gradient controller with its parameters. Calls that take
/// longer than they do in a service at rest wait for each other there, so the limit falls in proportion; otherwise it rises by its square root.
/// </summary>
/// <remarks>
/// It differs from Envoy's in three points, for the sake of callers who would otherwise be refused in good times: the latency at rest is only measured
/// anew, which takes the limit down to the minimum, while the limit holds calls back; a lower latency replaces it at any time; and a limit that
/// calls do not come near does not rise. Not safe for concurrent use. Times are in whatever unit they come in.
/// </remarks>
/// <param name="second">A second, in that unit.</param>
/// <param name="randomizer">Numbers from [0, 1), so that many clients do not measure at the same time.</param>
internal sealed class LatencyGradient(long second, Func<double> randomizer)
{
    private const int Samples = 50;
    private const double Tolerance = 1.25;
    private const double Jitter = 0.15;

    private readonly long[] _latencies = new long[Samples];
    private readonly long _shortestWindow = second / 10;
    private readonly long _restInterval = 60 * second;
    private int _minimum;
    private int _maximum;
    private double _limit;
    private long _atRest;
    private long _nextRest;
    private long _windowStart;
    private int _sampled;
    private int _peak;
    private bool _isMeasuring;

    /// <summary>How many calls may be under way.</summary>
    public int Limit => _isMeasuring ? _minimum : (int)_limit;

    /// <summary>Sets what the limit begins with.</summary>
    public void Begin(int limit, long now)
    {
        _limit = limit;
        _windowStart = now;
        _nextRest = now + _restInterval;
    }

    /// <summary>Sets the bounds of the limit.</summary>
    public void Bound(int minimum, int maximum)
    {
        _minimum = minimum;
        _maximum = Math.Max(minimum, maximum);
        _limit = Math.Clamp(_limit, _minimum, _maximum);
    }

    /// <summary>A call has ended that says how the service is doing.</summary>
    /// <param name="began">When it began.</param>
    /// <param name="ended">When it ended: now.</param>
    /// <param name="running">How many calls were under way, itself included.</param>
    public void Add(long began, long ended, int running)
    {
        _peak = Math.Max(_peak, running);

        // It began under another limit, and says nothing about this one.
        if (began < _windowStart)
            return;

        _latencies[_sampled++ % Samples] = ended - began;
        if (_sampled >= Samples && (_isMeasuring || ended - _windowStart >= _shortestWindow))
            EndWindow(ended);
    }

    private void EndWindow(long now)
    {
        Array.Sort(_latencies);
        var latency = Math.Max(1, _latencies[Samples / 2]);
        if (_isMeasuring || _atRest == 0 || latency < _atRest)
            _atRest = latency;

        if (_isMeasuring)
        {
            _isMeasuring = false;
            _nextRest = now + (long)(_restInterval * (1 + (Jitter * randomizer())));
        }
        else
        {
            Adjust(_atRest * Tolerance / latency, now);
        }

        _windowStart = now;
        _sampled = 0;
        _peak = 0;
    }

    private void Adjust(double gradient, long now)
    {
        var reduced = _limit * Math.Clamp(gradient, 0.5, 2);
        var target = reduced + Math.Sqrt(reduced);
        var holdsBack = target <= _limit && _peak >= (int)_limit;
        if (target < _limit || _peak * 2 >= _limit)
            _limit = Math.Clamp(target, _minimum, _maximum);

        // At the minimum it costs nothing more.
        _isMeasuring = holdsBack && (now >= _nextRest || _limit <= _minimum);
    }
}
