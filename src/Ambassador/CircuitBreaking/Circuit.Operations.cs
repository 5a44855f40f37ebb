using System.Diagnostics.CodeAnalysis;
using Ambassador.CircuitBreaking;
using Ambassador.Time;
using Polly.CircuitBreaker;

namespace Ambassador;

/// <content>What operations see of a circuit, and the methods whose attempts go through it.</content>
public sealed partial class Circuit
{
    internal const int HistoryLength = 32;

    private readonly Queue<CircuitTransition> _history = new(HistoryLength);
    private readonly Queue<CircuitTransition> _untold = new();
    private readonly List<(object Method, CircuitSettings Settings)> _members = [];
    private bool _isTelling;

    /// <summary>
    /// Told of every transition, in order and one at a time, on the thread of the call (or of whoever isolates or closes it) that brought it about, or of
    /// one that came just before. A handler holds that call up, so it should be quick; what it throws is logged.
    /// </summary>
    public event EventHandler<CircuitTransition>? Changed;

    /// <summary>
    /// Whose it is: <c>Shop.ICatalog.GetAsync</c>, of an interface's methods together <c>Shop.ICatalog</c>, otherwise the name of the group.
    /// </summary>
    public string Name => _telemetry.Name;

    /// <summary>
    /// The state now. A circuit stays <see cref="CircuitState.Open"/> when its break is over, until the next call makes it half-open.
    /// </summary>
    public CircuitState State => _state;

    /// <summary>The latest 32 transitions, the earliest of them first.</summary>
    public IReadOnlyList<CircuitTransition> History
    {
        get
        {
            lock (_gate)
                return [.. _history];
        }
    }

    /// <summary>
    /// Refuses every call from now on, with <see cref="IsolatedCircuitException"/>, until <see cref="Close"/>. Attempts under way end as they would have
    /// and no longer count. An isolated circuit stays as it is.
    /// </summary>
    public void Isolate()
    {
        CircuitTransition? moved = null;
        lock (_gate)
        {
            if (_state != CircuitState.Isolated)
                moved = MoveTo(CircuitState.Isolated, CircuitCause.Manual);
        }

        Report(moved);
    }

    /// <summary>Closes the circuit, whatever state it is in, with nothing counted and no break behind it. A closed one stays as it is.</summary>
    public void Close()
    {
        CircuitTransition? moved = null;
        lock (_gate)
        {
            if (_state != CircuitState.Closed)
                moved = MoveToClosed(CircuitCause.Manual);
        }

        Report(moved);
    }

    /// <summary>The circuit's name.</summary>
    public override string ToString() => Name;

    /// <summary>
    /// Lets a method's attempts through the circuit, or takes on its changed settings. Those of the method that joined first are in force. State is
    /// kept; the window and the row start afresh only if the window's length has changed.
    /// </summary>
    /// <returns>Whether the method's settings are those in force.</returns>
    internal bool Join(object method, CircuitSettings settings)
    {
        lock (_gate)
        {
            var place = _members.FindIndex(member => member.Method == method);
            if (place < 0)
                _members.Add((method, settings));
            else
                _members[place] = (method, settings);

            MembersChanged();
            return _settings == settings;
        }
    }

    /// <summary>A method's attempts go through another circuit from now on, or through none.</summary>
    internal void Leave(object method)
    {
        lock (_gate)
        {
            _members.RemoveAll(member => member.Method == method);
            MembersChanged();
        }
    }

    internal void SettingsIgnoredFor(string method) => _telemetry.SettingsIgnored(method);

    private void MembersChanged()
    {
        _telemetry.State = _members.Count > 0 ? _state : null;
        if (_members.Count == 0)
            return;

        var settings = _members[0].Settings;
        if (settings.SamplingDuration != _settings.SamplingDuration)
            _counts = new RollingCounts(_clock, settings.SamplingDuration);

        _settings = settings;
    }

    private CircuitTransition MoveTo(CircuitState state, CircuitCause cause, Exception? failure = null, long breakDuration = 0)
    {
        var transition = new CircuitTransition(
            _clock.Provider.GetUtcNow(), _state, state, cause, failure, TimeSpan.FromTicks(breakDuration));
        if (_history.Count == HistoryLength)
            _history.Dequeue();

        _history.Enqueue(transition);
        if (Changed is not null)
            _untold.Enqueue(transition);

        _state = state;
        if (_members.Count > 0)
            _telemetry.State = state;

        return transition;
    }

    // Not under the lock: a logger or a handler may be slow, and may want to know the state.
    private void Report(CircuitTransition? transition)
    {
        if (transition is null)
            return;

        _telemetry.Moved(transition.To, transition.BreakDuration, transition.Cause.ToString(), transition.Failure);
        lock (_gate)
        {
            // Whoever is at it tells ours as well, in its turn.
            if (_isTelling)
                return;

            _isTelling = true;
        }

        while (TryTakeUntold(out var untold))
            Tell(untold);
    }

    private bool TryTakeUntold([NotNullWhen(true)] out CircuitTransition? transition)
    {
        lock (_gate)
            return _isTelling = _untold.TryDequeue(out transition);
    }

    [SuppressMessage("Design", "CA1031", Justification = "A call must not fail because somebody who looks on does.")]
    private void Tell(CircuitTransition transition)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(Changed))
        {
            try
            {
                handler(this, transition);
            }
            catch (Exception error)
            {
                _telemetry.HandlerFailed(error);
            }
        }
    }
}
