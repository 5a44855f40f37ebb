using System.Diagnostics.CodeAnalysis;
using Ambassador.Targets;
using Ambassador.Time;

namespace Ambassador.Health;

/// <summary>
/// Checks targets again and again, each by a schedule of its own, and says how healthy they are. Safe for concurrent use.
/// What counts as healthy is Envoy's definition (<c>HealthCheckerImplBase</c>), but for what docs/health.md lists.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing that needs disposal.")]
internal sealed class HealthChecker<TTarget> : IDisposable
    where TTarget : class
{
    private readonly Lock _gate = new();
    private readonly IHealthProbe<TTarget> _probe;
    private readonly Clock _clock;
    private readonly Func<double> _randomizer;
    private readonly Action<HealthCheckEvent> _told;
    private readonly SemaphoreSlim _slots;
    private Dictionary<Target, Check> _checks = [];
    private volatile HealthCheckRules _rules;
    private volatile bool _hadTraffic;
    private bool _isDisposed;

    /// <param name="probe">Asks a target.</param>
    /// <param name="rules">When.</param>
    /// <param name="maxConcurrency">How many targets are asked at once at most. One that does not answer in time no longer counts.</param>
    /// <param name="clock">The time.</param>
    /// <param name="randomizer">Numbers from [0, 1), for jitter. Called concurrently.</param>
    /// <param name="told">Learns of every check that has ended, outside any lock: quick, and does not throw.</param>
    public HealthChecker(
        IHealthProbe<TTarget> probe, HealthCheckRules rules, int maxConcurrency, Clock clock, Func<double> randomizer, Action<HealthCheckEvent> told)
    {
        _probe = probe;
        _rules = rules;
        _clock = clock;
        _randomizer = randomizer;
        _told = told;
        _slots = new(maxConcurrency);
    }

    /// <summary>When targets are checked. Others hold for the checks that begin, and the waits that follow them.</summary>
    public HealthCheckRules Rules { get => _rules; set => _rules = value; }

    /// <summary>Says which targets there are. Those that join are checked at once. One that leaves is taken for healthy again.</summary>
    public void Update(IReadOnlyList<Target<TTarget>> targets)
    {
        List<Check> joining = [];
        Dictionary<Target, Check> leaving;
        lock (_gate)
        {
            if (_isDisposed)
                return;

            leaving = Replace(targets, joining);
        }

        // Outside the lock: a timer may go off here and now.
        Stop(leaving.Values);
        foreach (var check in joining)
            Clock.Set(check.Timer, 0);
    }

    /// <summary>Ends all checks. Those under way are cancelled, and what they find counts no more.</summary>
    public void Dispose()
    {
        Dictionary<Target, Check> leaving;
        lock (_gate)
        {
            _isDisposed = true;
            leaving = Replace([], []);
        }

        Stop(leaving.Values);
    }

    private Dictionary<Target, Check> Replace(IReadOnlyList<Target<TTarget>> targets, List<Check> joining)
    {
        var leaving = _checks;
        _checks = [];
        foreach (var target in targets.Distinct())
        {
            if (!leaving.Remove(target, out var check))
            {
                check = new Check(this, target);
                target.Health = _rules.InitialHealth;
                joining.Add(check);
            }

            _checks.Add(target, check);
        }

        foreach (var check in leaving.Values)
            check.Target.Health = TargetHealth.Healthy;

        return leaving;
    }

    private static void Stop(IEnumerable<Check> checks)
    {
        foreach (var check in checks)
        {
            check.Timer.Dispose();
            check.Traffic?.Dispose();

            // What the probe has to do then it does elsewhere.
            _ = check.Stopping.CancelAsync();
        }
    }

    private async Task RunAsync(Check check)
    {
        try
        {
            await _slots.WaitAsync(check.Stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (!IsWanted(check))
        {
            _slots.Release();
            return;
        }

        using var time = new CancellationTokenSource(_rules.Timeout, _clock.Provider);
        using var stopping = check.Stopping.Token.UnsafeRegister(static time => ((CancellationTokenSource)time!).Cancel(), time);
        Task<TargetHealth>? answer = null;
        var (result, error) = (TargetHealth.Unhealthy, (Exception?)null);
        try
        {
            answer = _probe.CheckAsync(check.Target.Instance, time.Token).AsTask();
            result = await answer.WaitAsync(time.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            error = exception;
        }

        _slots.Release();
        var hasEnded = answer is not { IsCompleted: false };
        Take(check, result, error, hasEnded);
        if (hasEnded)
            return;

        // The probe did not heed its token.
        await ((Task)answer!).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
            SetTimer(check);
    }

    private void Take(Check check, TargetHealth result, Exception? error, bool hasEnded)
    {
        bool hasChanged;
        lock (_gate)
        {
            if (!IsCurrent(check))
                return;

            var before = check.Target.Health;
            check.Take(result, _rules);
            hasChanged = check.Target.Health != before;
            if (hasChanged && before == TargetHealth.Unhealthy)
                check.Target.AvailableSince = _clock.Now;

            if (hasEnded)
                SetTimer(check);
        }

        _told(new(check.Target, result, hasChanged, error));
    }

    private void SetTimer(Check check)
    {
        if (!IsCurrent(check))
            return;

        var rules = _rules;
        var interval = (_hadTraffic ? rules.Interval : rules.NoTrafficInterval).Ticks;
        Clock.Set(check.Timer, interval + (long)(interval * rules.Jitter * _randomizer()));
    }

    private bool IsWanted(Check check)
    {
        lock (_gate)
            return IsCurrent(check);
    }

    private bool IsCurrent(Check check) => _checks.TryGetValue(check.Target, out var current) && current == check;

    /// <summary>The checks of one target, one after the other.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "Whoever has it stops it; the source that is left has no timer.")]
    private sealed class Check
    {
        private bool _isFirst = true;
        private int _passed;
        private int _failed;

        public Check(HealthChecker<TTarget> checker, Target<TTarget> target)
        {
            Target = target;
            Timer = checker._clock.CreateTimer(_ => _ = checker.RunAsync(this), this);
            if (!checker._hadTraffic)
                Traffic = new TrafficWatch(target, () => checker._hadTraffic = true);
        }

        public Target<TTarget> Target { get; }

        public ITimer Timer { get; }

        public TrafficWatch? Traffic { get; }

        public CancellationTokenSource Stopping { get; } = new();

        /// <summary>What a result makes of the target. Under the lock.</summary>
        public void Take(TargetHealth result, HealthCheckRules rules)
        {
            var isUnhealthy = Target.Health == TargetHealth.Unhealthy;
            if (result == TargetHealth.Unhealthy)
            {
                _passed = 0;
                if (!isUnhealthy && (++_failed >= rules.UnhealthyThreshold || _isFirst))
                    Target.Health = TargetHealth.Unhealthy;
            }
            else
            {
                _failed = 0;
                if (!isUnhealthy || ++_passed >= rules.HealthyThreshold || _isFirst)
                    Target.Health = result;
            }

            _isFirst = false;
        }
    }
}
