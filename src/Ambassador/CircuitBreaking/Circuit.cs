using System.Diagnostics.CodeAnalysis;
using Ambassador.CircuitBreaking;
using Ambassador.Telemetry;
using Ambassador.Time;
using Polly.CircuitBreaker;

namespace Ambassador;

/// <summary>
/// A circuit: of a method, of an interface or of a group. Closed, it counts the outcomes of attempts and opens when too many of them failed or were slow.
/// Open, it refuses everything until its break is over. Half-open, it lets a few probes through and refuses the rest: when enough of them have
/// succeeded it closes, with the first that fails it opens again. Safe for concurrent use.
/// </summary>
/// <remarks>
/// <para>What is public is for operations: to look at a circuit, to follow it, and to isolate and close it by hand.
/// <see cref="AmbassadorCircuits{TInterface}"/> finds it.</para>
/// <para>Semantics are Polly's, but for what docs/semantics.md gives the reasons of.</para>
/// </remarks>
public sealed partial class Circuit
{
    // Memory model: _state and _counts are volatile and written only under _gate, and so is everything else written. A closed circuit is entered and
    // a success in it counted without the lock; a call that enters while another thread opens the circuit has entered before it opened, and its
    // outcome no longer moves the circuit. A probe's permit is the number of the half-open phase that it was let through in: what it tells
    // counts in that phase only.

    /// <summary>The permit of a call that entered while the circuit was closed. A probe's permit is above it.</summary>
    internal const int ClosedPermit = 0;

    private readonly Lock _gate = new();
    private readonly Clock _clock;
    private readonly Func<double> _randomizer;
    private readonly CircuitTelemetry _telemetry;
    private CircuitSettings _settings = CircuitSettings.Default;
    private volatile RollingCounts _counts;
    private volatile CircuitState _state = CircuitState.Closed;
    private long _blockedUntil;
    private int _breaks;
    private int _phase;
    private int _probes;
    private int _successes;
    private Exception? _failure;

    internal Circuit(CircuitTelemetry telemetry, Clock clock, Func<double> randomizer)
    {
        _telemetry = telemetry;
        _clock = clock;
        _randomizer = randomizer;
        _counts = new RollingCounts(clock, _settings.SamplingDuration);
        CircuitStates.Follow(telemetry);
    }

    internal bool IsClosed => _state == CircuitState.Closed;

    /// <summary>Asks to make an attempt.</summary>
    /// <param name="permit">What the attempt hands back with its outcome, once.</param>
    /// <param name="rejection">Why it may not be made.</param>
    internal bool TryEnter(out int permit, [NotNullWhen(false)] out BrokenCircuitException? rejection)
    {
        permit = ClosedPermit;
        rejection = null;
        return _state == CircuitState.Closed || TryEnterBroken(ref permit, out rejection);
    }

    internal void Succeeded(int permit)
    {
        if (permit != ClosedPermit || (_state == CircuitState.Closed && !_counts.TrySuccess()))
            SucceededUnderLock(permit);
    }

    // Apart, to keep the common case small.
    private void SucceededUnderLock(int permit)
    {
        CircuitTransition? moved = null;
        lock (_gate)
        {
            if (permit == ClosedPermit)
            {
                if (_state == CircuitState.Closed)
                    _counts.Success();
            }
            else if (IsProbing(permit))
            {
                _probes--;
                _successes++;
                if (_successes >= _settings.RequiredSuccesses)
                    moved = MoveToClosed(CircuitCause.ProbesSucceeded);
            }
        }

        Report(moved);
    }

    /// <summary>The attempt succeeded, but was slow.</summary>
    internal void SucceededSlowly(int permit) => EndedBadly(permit, failure: null, isSlow: true);

    internal void Failed(int permit, Exception? failure, bool isSlow) => EndedBadly(permit, failure, isSlow);

    /// <summary>The attempt ended without telling anything about the service.</summary>
    internal void Abstained(int permit)
    {
        if (permit == ClosedPermit)
            return;

        lock (_gate)
        {
            if (IsProbing(permit))
                _probes--;
        }
    }

    /// <summary>Whether an attempt would be refused now; asks without entering.</summary>
    internal bool Refuses([NotNullWhen(true)] out BrokenCircuitException? rejection)
    {
        rejection = null;
        if (_state == CircuitState.Closed)
            return false;

        lock (_gate)
        {
            var now = _clock.Now;
            var refuses = _state switch
            {
                CircuitState.Closed => false,
                CircuitState.Open => now < _blockedUntil,
                CircuitState.HalfOpen => _probes >= _settings.Probes,
                _ => true,
            };
            if (refuses)
                rejection = Rejection(now);
        }

        return rejection is not null;
    }

    private bool TryEnterBroken(ref int permit, out BrokenCircuitException? rejection)
    {
        rejection = null;
        CircuitTransition? moved = null;
        lock (_gate)
        {
            if (_state == CircuitState.Closed)
                return true;

            var now = _clock.Now;
            if (_state == CircuitState.Open && now >= _blockedUntil)
            {
                _phase++;
                _probes = _successes = 0;
                moved = MoveTo(CircuitState.HalfOpen, CircuitCause.BreakEnded);
            }

            if (_state != CircuitState.HalfOpen || _probes >= _settings.Probes)
            {
                rejection = Rejection(now);
                return false;
            }

            // A caller that the probes keep out is told to come back when another break would be over.
            _blockedUntil = now + _settings.BreakDuration;
            _probes++;
            permit = _phase;
        }

        Report(moved);
        return true;
    }

    private void EndedBadly(int permit, Exception? failure, bool isSlow)
    {
        CircuitTransition? moved = null;
        lock (_gate)
        {
            var now = _clock.Now;
            if (WhyOpen(permit, now, failure, isSlow) is { } cause)
                moved = MoveToOpen(cause, now, failure);
        }

        Report(moved);
    }

    /// <summary>Counts a failure or a slow attempt; why the circuit is to open, if it is.</summary>
    private CircuitCause? WhyOpen(int permit, long now, Exception? failure, bool isSlow)
    {
        if (permit != ClosedPermit)
            return !IsProbing(permit) ? null : failure is null ? CircuitCause.ProbeSlow : CircuitCause.ProbeFailed;

        if (_state != CircuitState.Closed)
            return null;

        if (failure is null)
            _counts.SlowSuccess(now);
        else
            _counts.Failure(now, isSlow);

        var (failures, slow, total) = _counts.Sum(now);
        if (total >= _settings.MinimumThroughput)
        {
            if (_settings.FailureRatio > 0 && (double)failures / total >= _settings.FailureRatio)
                return CircuitCause.FailureRatio;

            if (slow > 0 && (double)slow / total >= _settings.SlowRatio)
                return CircuitCause.SlowRatio;
        }

        return failure is not null && _settings.ConsecutiveFailures > 0 && _counts.FailuresInRow >= _settings.ConsecutiveFailures
            ? CircuitCause.ConsecutiveFailures
            : null;
    }

    private bool IsProbing(int permit) => _state == CircuitState.HalfOpen && _phase == permit;

    private BrokenCircuitException Rejection(long now)
    {
        if (_state == CircuitState.Isolated)
            return new IsolatedCircuitException($"The circuit of {Name} is isolated by hand and lets no call through.");

        var retryAfter = TimeSpan.FromTicks(Math.Max(0, _blockedUntil - now));
        var message = $"The circuit of {Name} is open and lets no call through.";
        return _failure is null ? new(message, retryAfter) : new(message, retryAfter, _failure);
    }

    private CircuitTransition MoveToOpen(CircuitCause cause, long now, Exception? failure)
    {
        var duration = NextBreak();
        _breaks++;
        _blockedUntil = now + duration;
        _failure = failure;
        return MoveTo(CircuitState.Open, cause, failure, duration);
    }

    private CircuitTransition MoveToClosed(CircuitCause cause)
    {
        _breaks = 0;
        _failure = null;
        _counts = new RollingCounts(_clock, _settings.SamplingDuration);
        return MoveTo(CircuitState.Closed, cause);
    }

    /// <summary>Doubles from break to break; the jitter comes on top of the maximum, as it would otherwise do nothing there.</summary>
    private long NextBreak()
    {
        var duration = Math.Min(Math.ScaleB(_settings.BreakDuration, _breaks), _settings.MaxBreakDuration);
        if (_settings.BreakJitter > 0)
            duration *= 1 + (_settings.BreakJitter * ((2 * _randomizer()) - 1));

        return (long)duration;
    }
}
