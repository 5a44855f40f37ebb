using Ambassador.Targets;
using Ambassador.Time;

namespace Ambassador.Health;

/// <summary>
/// Ejects targets that do worse than they should or than the others do, for a while that grows from time to time: Envoy's outlier detection, but for
/// what docs/health.md lists. Safe for concurrent use.
/// </summary>
/// <remarks>
/// <para>Failures in a row eject at once, by the attempt that failed last. Rates are compared, and ejected targets return, when an interval ends.
/// The timer of intervals only runs while there is something for it to do: outcomes to compare, targets ejected or not yet forgiven.</para>
/// <para>
/// Memory model: outcomes are counted without a lock (<see cref="OutcomeCounts"/>). All else, <see cref="Target.IsEjected"/> included, is written
/// under _gate only, so the number of ejected targets is exact when it is compared with the limit. What happened is told after the lock is
/// given back: whoever is told finds the target as it is by then, and events of two threads may come in another order than they happened in.
/// </para>
/// </remarks>
internal sealed class OutlierDetector : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Clock _clock;
    private readonly Func<double> _randomizer;
    private readonly Action<EjectionEvent> _told;
    private readonly ITimer _timer;
    private volatile EjectionRules _rules;
    private List<Monitor> _monitors = [];
    private int _ejected;
    private long _lastTick;
    private bool _isTimerSet;
    private bool _isDisposed;

    /// <param name="rules">When to eject.</param>
    /// <param name="clock">The time.</param>
    /// <param name="randomizer">Numbers from [0, 1), for jitter and for rules enforced in a part of the cases. Called concurrently.</param>
    /// <param name="told">Learns what happens to targets, outside the lock and often in the path of an attempt: quick, and does not throw.</param>
    public OutlierDetector(EjectionRules rules, Clock clock, Func<double> randomizer, Action<EjectionEvent> told)
    {
        _rules = rules;
        _clock = clock;
        _randomizer = randomizer;
        _told = told;
        _lastTick = clock.Now;
        _timer = clock.CreateTimer(static detector => ((OutlierDetector)detector!).Tick(), this);
    }

    /// <summary>When to eject. Others come into force at once, for targets that are ejected already too.</summary>
    public EjectionRules Rules
    {
        get => _rules;
        set
        {
            lock (_gate)
            {
                _rules = value;
                if (_isTimerSet)
                    SetTimer(_clock.Now);
            }
        }
    }

    /// <summary>Says which targets there are. One that leaves is no longer ejected, and comes as a new one if it comes again.</summary>
    /// <exception cref="InvalidOperationException">Another detector has one of them.</exception>
    public void Update(IReadOnlyList<Target> targets)
    {
        lock (_gate)
        {
            if (!_isDisposed)
                Replace(targets);
        }
    }

    /// <summary>A target has passed an active check.</summary>
    public void Passed(Target target)
    {
        if (!target.IsEjected)
            return;

        lock (_gate)
        {
            if (!_rules.ReturnOnPassedCheck || !target.IsEjected || _monitors.Find(each => each.Target == target) is not { } monitor)
                return;

            Return(monitor, _clock.Now);
        }

        _told(new(target, EjectionEventKind.Returned));
    }

    /// <summary>Returns all targets, and watches none from now on. Nobody is told.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Replace([]);
        }

        _timer.Dispose();
    }

    private void Replace(IReadOnlyList<Target> targets)
    {
        var leaving = _monitors.ToDictionary(monitor => monitor.Target);
        List<Monitor> monitors = [];
        foreach (var target in targets.Distinct())
            monitors.Add(leaving.Remove(target, out var present) ? present : Watch(target));

        foreach (var monitor in leaving.Values)
        {
            monitor.IsMember = false;
            monitor.Target.Forget(monitor);
            if (monitor.Target.IsEjected)
            {
                _ejected--;
                monitor.Target.IsEjected = false;
            }
        }

        _monitors = monitors;
    }

    /// <summary>Whether a target is ejected, or has been and is not forgiven yet.</summary>
    private bool HasEjections => _monitors.Exists(monitor => monitor.Multiplier > 0);

    private Monitor Watch(Target target)
    {
        var monitor = target.Observe(each => new Monitor(this, each));
        return monitor.Detector == this ? monitor : throw new InvalidOperationException($"The target '{target}' has an outlier detector already.");
    }

    /// <summary>Counts the first outcome of an interval.</summary>
    private void Count(Monitor monitor, OutcomeCounts counts, bool succeeded)
    {
        lock (_gate)
        {
            if (!monitor.IsMember)
                return;

            counts.Count(succeeded);
            SetTimerIfNot(_clock.Now);
        }
    }

    /// <summary>A target has failed often enough in a row to be ejected.</summary>
    private void FailedInRow(Monitor monitor, OutcomeCounts counts, EjectionCause cause, int limit)
    {
        EjectionEvent happened;
        lock (_gate)
        {
            // Whoever else came here for the same row has ended it, and begins another if the target stays.
            if (!monitor.IsMember || monitor.Target.IsEjected || counts.FailuresInRow < limit)
                return;

            var now = _clock.Now;
            happened = TryEject(monitor, cause, now);
            counts.EndRow();
            if (happened.Kind == EjectionEventKind.Ejected)
                SetTimerIfNot(now);
        }

        _told(happened);
    }

    private void Tick()
    {
        List<EjectionEvent> happened = [];
        lock (_gate)
        {
            _isTimerSet = false;
            var (now, interval) = (_clock.Now, _rules.Interval.Ticks);

            // One after the other where the timer comes whole intervals late, as after a machine has slept: what was to happen in them happens.
            var hasMore = true;
            while (hasMore && now - _lastTick >= interval)
            {
                _lastTick += interval;
                EndInterval(_lastTick, happened);
                hasMore = HasEjections;
            }

            if (hasMore)
                SetTimerIfNot(now);
        }

        happened.ForEach(_told);
    }

    private void EndInterval(long now, List<EjectionEvent> happened)
    {
        foreach (var monitor in _monitors)
        {
            if (monitor.Target.IsEjected && now - monitor.EjectedAt >= Duration(monitor))
            {
                Return(monitor, now);
                happened.Add(new(monitor.Target, EjectionEventKind.Returned));
            }

            monitor.Answers.Close();
            monitor.Reached.Close();
        }

        EjectOutliers(each => each.Answers, EjectionCause.SuccessRate, EjectionCause.FailurePercentage, now, happened);
        EjectOutliers(each => each.Reached, EjectionCause.SuccessRateUnanswered, EjectionCause.FailurePercentageUnanswered, now, happened);
        foreach (var monitor in _monitors)
        {
            if (!monitor.Target.IsEjected && monitor.Multiplier > 0 && now - monitor.ReturnedAt >= _rules.Interval.Ticks)
                monitor.Multiplier--;
        }
    }

    private void EjectOutliers(
        Func<Monitor, OutcomeCounts> counts, EjectionCause successRate, EjectionCause failurePercentage, long now, List<EjectionEvent> happened)
    {
        var rules = _rules;
        if (_monitors.Count < rules.SuccessRateMinimumTargets && _monitors.Count < rules.FailurePercentageMinimumTargets)
            return;

        // The worst first: not all of them may be ejected.
        var measured = _monitors
            .Where(monitor => !monitor.Target.IsEjected)
            .Select(monitor => (Monitor: monitor, Last: counts(monitor).Last()))
            .Where(each => each.Last.Volume > 0)
            .OrderBy(each => each.Last.SuccessRate)
            .ToList();

        var compared = measured.FindAll(each => each.Last.Volume >= rules.SuccessRateRequestVolume);
        if (compared.Count > 0 && compared.Count >= rules.SuccessRateMinimumTargets)
        {
            var (_, threshold) = SuccessRates.Threshold([.. compared.Select(each => each.Last.SuccessRate)], rules.SuccessRateStdevFactor);
            foreach (var (monitor, _) in compared.Where(each => each.Last.SuccessRate < threshold))
                happened.Add(TryEject(monitor, successRate, now));
        }

        var judged = measured.FindAll(each => each.Last.Volume >= rules.FailurePercentageRequestVolume);
        if (judged.Count >= rules.FailurePercentageMinimumTargets)
        {
            foreach (var (monitor, _) in judged.Where(each => 100.0 - each.Last.SuccessRate >= rules.FailurePercentageThreshold))
            {
                if (!monitor.Target.IsEjected)
                    happened.Add(TryEject(monitor, failurePercentage, now));
            }
        }
    }

    private EjectionEvent TryEject(Monitor monitor, EjectionCause cause, long now)
    {
        var rules = _rules;
        var isAllowed = 100.0 * (_ejected + 1) / _monitors.Count <= rules.MaxEjectionPercent || (rules.AlwaysEjectOne && _ejected == 0);
        if (!isAllowed)
            return new(monitor.Target, EjectionEventKind.TooMany, cause);

        if (!IsEnforced(cause))
            return new(monitor.Target, EjectionEventKind.NotEnforced, cause);

        _ejected++;
        monitor.Target.IsEjected = true;
        monitor.EjectedAt = now;
        var jitter = rules.MaxEjectionTimeJitter;
        monitor.Jitter = jitter > TimeSpan.Zero ? (long)(_randomizer() * (Math.Floor(jitter.TotalMilliseconds) + 1)) * TimeSpan.TicksPerMillisecond : 0;
        if (monitor.Multiplier * rules.BaseEjectionTime.Ticks < rules.MaxEjectionTime.Ticks + rules.BaseEjectionTime.Ticks)
            monitor.Multiplier++;

        return new(monitor.Target, EjectionEventKind.Ejected, cause, TimeSpan.FromTicks(Duration(monitor)));
    }

    private bool IsEnforced(EjectionCause cause)
    {
        var rules = _rules;
        var percent = cause switch
        {
            EjectionCause.ConsecutiveFailures => rules.EnforcingConsecutiveFailures,
            EjectionCause.ConsecutiveUnanswered => rules.EnforcingConsecutiveUnanswered,
            EjectionCause.SuccessRate => rules.EnforcingSuccessRate,
            EjectionCause.SuccessRateUnanswered => rules.EnforcingSuccessRateUnanswered,
            EjectionCause.FailurePercentage => rules.EnforcingFailurePercentage,
            _ => rules.EnforcingFailurePercentageUnanswered,
        };
        return percent >= 100 || (percent > 0 && _randomizer() * 100 < percent);
    }

    private long Duration(Monitor monitor) =>
        Math.Min(monitor.Multiplier * _rules.BaseEjectionTime.Ticks, _rules.MaxEjectionTime.Ticks) + monitor.Jitter;

    private void Return(Monitor monitor, long now)
    {
        _ejected--;
        monitor.ReturnedAt = now;
        monitor.Answers.EndRow();
        monitor.Reached.EndRow();
        monitor.Target.AvailableSince = _clock.Now;
        monitor.Target.IsEjected = false;
    }

    private void SetTimerIfNot(long now)
    {
        if (!_isTimerSet)
            SetTimer(now);
    }

    /// <summary>Sets it for the end of the interval. Those before it that nobody waited for are past: nothing happened in them.</summary>
    private void SetTimer(long now)
    {
        _isTimerSet = true;
        var interval = _rules.Interval.Ticks;
        _lastTick = now - ((now - _lastTick) % interval);
        Clock.Set(_timer, _lastTick + interval - now);
    }

    /// <summary>One target's outcomes and ejections.</summary>
    private sealed class Monitor(OutlierDetector detector, Target target) : TargetObserver
    {
        public OutlierDetector Detector => detector;

        public Target Target => target;

        /// <summary>How attempts end; where those without an answer are counted apart, only those with one.</summary>
        public OutcomeCounts Answers { get; } = new();

        /// <summary>Whether attempts get an answer, where that is counted apart.</summary>
        public OutcomeCounts Reached { get; } = new();

        public bool IsMember { get; set; } = true;

        /// <summary>How many times the base time an ejection lasts: one more with each, one less with each interval without.</summary>
        public long Multiplier { get; set; }

        public long EjectedAt { get; set; }

        public long Jitter { get; set; }

        public long ReturnedAt { get; set; }

        public override void Ended(AttemptOutcome outcome, long elapsed)
        {
            if (outcome == AttemptOutcome.Abandoned)
                return;

            var rules = detector._rules;
            if (rules.SplitUnanswered)
            {
                if (outcome == AttemptOutcome.Unanswered)
                {
                    Failed(Reached, EjectionCause.ConsecutiveUnanswered, rules.ConsecutiveUnanswered);
                    return;
                }

                Succeeded(Reached);
            }

            if (outcome == AttemptOutcome.Succeeded)
                Succeeded(Answers);
            else
                Failed(Answers, EjectionCause.ConsecutiveFailures, rules.ConsecutiveFailures);
        }

        private void Succeeded(OutcomeCounts counts)
        {
            Count(counts, succeeded: true);
            counts.EndRow();
        }

        private void Failed(OutcomeCounts counts, EjectionCause cause, int limit)
        {
            Count(counts, succeeded: false);
            if (counts.LengthenRow() >= limit && limit > 0)
                detector.FailedInRow(this, counts, cause, limit);
        }

        private void Count(OutcomeCounts counts, bool succeeded)
        {
            if (!counts.TryCount(succeeded))
                detector.Count(this, counts, succeeded);
        }
    }
}
