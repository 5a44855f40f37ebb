using System.Diagnostics.CodeAnalysis;
using Ambassador.Telemetry;
using Ambassador.Time;
using Polly.CircuitBreaker;

namespace Ambassador.CircuitBreaking;

/// <summary>
/// The circuit of one method. Closed, it counts outcomes over a rolling window and opens when enough of them failed.
/// Open, it refuses everything until its break is over. Half-open, it lets exactly one probe through and refuses the rest:
/// the probe's success closes it, its failure opens it again, and a probe that told nothing (its caller cancelled, or the
/// call was wrong in itself) gives its permit back to the next.
/// </summary>
/// <remarks>
/// <para>Semantics are Polly's, but for three that docs/semantics.md gives the reasons of: only the probe's own outcome moves
/// a half-open circuit, a cancelled probe does not close it, and errors of the program are not counted.</para>
/// <para>Memory model: <c>_state</c> and <c>_counts</c> are volatile and written only under <c>_gate</c>. A closed circuit is
/// entered and a success in it counted without the lock; a call that enters while another thread opens the circuit has
/// entered before it opened, and its outcome no longer moves the circuit. A permit's number ties an outcome to one probe.</para>
/// </remarks>
internal sealed class Circuit
{
    /// <summary>The permit of a call that entered while the circuit was closed. A probe's permit is above it.</summary>
    public const int ClosedPermit = 0;

    private readonly Lock _gate = new();
    private readonly Clock _clock;
    private readonly MethodTelemetry _telemetry;
    private volatile Policy _policy;
    private volatile RollingCounts _counts;
    private volatile CircuitState _state = CircuitState.Closed;
    private long _blockedUntil;
    private int _lastProbe;
    private int _probe;
    private Exception? _cause;

    public Circuit(Policy policy, Clock clock, MethodTelemetry telemetry)
    {
        _policy = policy;
        _clock = clock;
        _telemetry = telemetry;
        _counts = new RollingCounts(_clock, policy.SamplingDuration);
    }

    public bool IsClosed => _state == CircuitState.Closed;

    /// <summary>Takes on other settings. State is kept; the window starts afresh only if its length has changed.</summary>
    public void Apply(Policy policy)
    {
        lock (_gate)
        {
            if (policy.SamplingDuration != _policy.SamplingDuration)
                _counts = new RollingCounts(_clock, policy.SamplingDuration);

            _policy = policy;
        }
    }

    /// <summary>Asks to make an attempt.</summary>
    /// <param name="permit">What the attempt hands back with its outcome.</param>
    /// <param name="rejection">Why it may not be made.</param>
    public bool TryEnter(out int permit, [NotNullWhen(false)] out BrokenCircuitException? rejection)
    {
        permit = ClosedPermit;
        rejection = null;
        return _state == CircuitState.Closed || TryEnterBroken(ref permit, out rejection);
    }

    public void Succeeded(int permit)
    {
        if (permit == ClosedPermit && (_state != CircuitState.Closed || _counts.TrySuccess()))
            return;

        lock (_gate)
        {
            if (permit == ClosedPermit)
            {
                if (_state == CircuitState.Closed)
                    _counts.Success();

                return;
            }

            if (!IsProbing(permit))
                return;

            _probe = 0;
            _cause = null;
            _counts = new RollingCounts(_clock, _policy.SamplingDuration);
            MoveTo(CircuitState.Closed);
        }

        Report(CircuitState.Closed, null);
    }

    public void Failed(int permit, Exception? cause)
    {
        lock (_gate)
        {
            var now = _clock.Now;
            if (permit == ClosedPermit ? !HasHadEnough(now) : !IsProbing(permit))
                return;

            _probe = 0;
            _cause = cause;
            _blockedUntil = now + _policy.BreakDuration;
            MoveTo(CircuitState.Open);
        }

        Report(CircuitState.Open, cause);
    }

    /// <summary>The attempt ended without telling anything about the service.</summary>
    public void Abstained(int permit)
    {
        if (permit == ClosedPermit)
            return;

        lock (_gate)
        {
            if (IsProbing(permit))
                _probe = 0;
        }
    }

    /// <summary>Whether an attempt would be refused now; asks without entering.</summary>
    public bool Refuses([NotNullWhen(true)] out BrokenCircuitException? rejection)
    {
        rejection = null;
        if (_state == CircuitState.Closed)
            return false;

        lock (_gate)
        {
            var now = _clock.Now;
            if ((_state == CircuitState.Open && now < _blockedUntil) || (_state == CircuitState.HalfOpen && _probe != 0))
                rejection = Rejection(now);
        }

        return rejection is not null;
    }

    private bool TryEnterBroken(ref int permit, out BrokenCircuitException? rejection)
    {
        rejection = null;
        bool isFirstProbe;
        lock (_gate)
        {
            if (_state == CircuitState.Closed)
                return true;

            var now = _clock.Now;
            isFirstProbe = _state == CircuitState.Open && now >= _blockedUntil;
            if (isFirstProbe)
                MoveTo(CircuitState.HalfOpen);

            if (_state != CircuitState.HalfOpen || _probe != 0)
            {
                rejection = Rejection(now);
                return false;
            }

            // A caller that the probe keeps out is told to come back when another break would be over.
            _blockedUntil = now + _policy.BreakDuration;
            permit = _probe = ++_lastProbe;
        }

        if (isFirstProbe)
            Report(CircuitState.HalfOpen, null);

        return true;
    }

    private bool IsProbing(int permit) => _state == CircuitState.HalfOpen && _probe == permit;

    /// <summary>Counts a failure in a closed circuit; whether it is to open.</summary>
    private bool HasHadEnough(long now)
    {
        if (_state != CircuitState.Closed)
            return false;

        _counts.Failure(now);
        var (failures, total) = _counts.Sum(now);
        return total >= _policy.MinimumThroughput && (double)failures / total >= _policy.FailureRatio;
    }

    private BrokenCircuitException Rejection(long now)
    {
        var retryAfter = TimeSpan.FromTicks(Math.Max(0, _blockedUntil - now));
        var message = $"The circuit of {_telemetry.DisplayName} is open and lets no call through.";
        return _cause is null ? new(message, retryAfter) : new(message, retryAfter, _cause);
    }

    private void MoveTo(CircuitState state)
    {
        _state = state;
        _telemetry.CircuitState = state;
    }

    // Not under the lock: a logger may be slow.
    private void Report(CircuitState state, Exception? cause)
        => _telemetry.CircuitMoved(state, TimeSpan.FromTicks(_policy.BreakDuration), cause);
}
