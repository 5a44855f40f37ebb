using Ambassador.Health;
using Ambassador.Targets;

namespace Ambassador.Tests.Health;

/// <summary>
/// Envoy's outlier detection written down as simply as it can be: one thread, a tick every interval whether there is anything to do or not, whole
/// milliseconds. After <c>source/common/upstream/outlier_detection_impl.cc</c>, with what docs/health.md lists as different.
/// </summary>
internal sealed class EnvoyModel(EjectionRules rules, Func<double> randomizer)
{
    private readonly List<Host> _hosts = [];

    public long Now { get; private set; }

    public IReadOnlyList<Host> Hosts => _hosts;

    public int Ejections => _hosts.Count(host => host.IsEjected);

    public void Update(IReadOnlyList<int> members)
    {
        _hosts.RemoveAll(host => !members.Contains(host.Id));
        _hosts.AddRange(members.Where(id => _hosts.TrueForAll(host => host.Id != id)).ToList().ConvertAll(id => new Host(id)));
        _hosts.Sort((one, other) => members.ToList().IndexOf(one.Id) - members.ToList().IndexOf(other.Id));
    }

    public void Advance(int milliseconds)
    {
        for (var end = Now + milliseconds; Now < end;)
        {
            Now++;
            if (Now % (long)rules.Interval.TotalMilliseconds == 0)
                Tick();
        }
    }

    public void Passed(int id)
    {
        if (rules.ReturnOnPassedCheck && _hosts.Find(host => host.Id == id) is { IsEjected: true } host)
            Uneject(host);
    }

    public void Put(int id, AttemptOutcome outcome)
    {
        if (outcome == AttemptOutcome.Abandoned || _hosts.Find(host => host.Id == id) is not { } host)
            return;

        if (rules.SplitUnanswered)
        {
            host.Local.Total++;
            if (outcome == AttemptOutcome.Unanswered)
            {
                if (++host.Local.InRow == rules.ConsecutiveUnanswered)
                    Consecutive(host, host.Local, EjectionCause.ConsecutiveUnanswered);

                return;
            }

            host.Local.Good++;
            host.Local.InRow = 0;
        }

        host.External.Total++;
        if (outcome == AttemptOutcome.Succeeded)
        {
            host.External.Good++;
            host.External.InRow = 0;
        }
        else if (++host.External.InRow == rules.ConsecutiveFailures)
        {
            Consecutive(host, host.External, EjectionCause.ConsecutiveFailures);
        }
    }

    private void Consecutive(Host host, Monitor monitor, EjectionCause cause)
    {
        if (host.IsEjected)
            return;

        Eject(host, cause);
        monitor.InRow = 0;
    }

    private void Tick()
    {
        foreach (var host in _hosts)
        {
            var longest = Math.Min((long)rules.BaseEjectionTime.TotalMilliseconds * host.Backoff, (long)rules.MaxEjectionTime.TotalMilliseconds);
            if (host.IsEjected && longest + host.Jitter <= Now - host.EjectedAt)
                Uneject(host);

            host.External.Swap();
            host.Local.Swap();
        }

        Process(host => host.External, EjectionCause.SuccessRate, EjectionCause.FailurePercentage);
        Process(host => host.Local, EjectionCause.SuccessRateUnanswered, EjectionCause.FailurePercentageUnanswered);
        foreach (var host in _hosts.Where(host => !host.IsEjected && host.UnejectedAt is { } at && Now - at >= rules.Interval.TotalMilliseconds))
            host.Backoff = Math.Max(0, host.Backoff - 1);
    }

    private void Process(Func<Host, Monitor> monitor, EjectionCause successRate, EjectionCause failurePercentage)
    {
        if (_hosts.Count < rules.SuccessRateMinimumTargets && _hosts.Count < rules.FailurePercentageMinimumTargets)
            return;

        List<(Host Host, double Rate)> forRate = [], forPercentage = [];
        foreach (var host in _hosts.Where(host => !host.IsEjected && monitor(host).LastTotal > 0))
        {
            var (good, total) = (monitor(host).LastGood, monitor(host).LastTotal);
            if (total >= rules.SuccessRateRequestVolume)
                forRate.Add((host, good * 100.0 / total));

            if (total >= rules.FailurePercentageRequestVolume)
                forPercentage.Add((host, good * 100.0 / total));
        }

        // Envoy takes them in the order of a hash table; we take the worst first.
        forRate.Sort((one, other) => one.Rate.CompareTo(other.Rate) is var order and not 0 ? order : _hosts.IndexOf(one.Host) - _hosts.IndexOf(other.Host));
        forPercentage.Sort((one, other) => one.Rate.CompareTo(other.Rate) is var order and not 0 ? order : _hosts.IndexOf(one.Host) - _hosts.IndexOf(other.Host));
        if (forRate.Count > 0 && forRate.Count >= rules.SuccessRateMinimumTargets)
        {
            double sum = 0, squares = 0;
            foreach (var (_, rate) in forRate)
                sum += rate;

            var mean = sum / forRate.Count;
            foreach (var (_, rate) in forRate)
                squares += Math.Pow(rate - mean, 2);

            var threshold = mean - (rules.SuccessRateStdevFactor * Math.Sqrt(squares / forRate.Count));
            foreach (var (host, _) in forRate.Where(each => each.Rate < threshold))
                Eject(host, successRate);
        }

        if (forPercentage.Count > 0 && forPercentage.Count >= rules.FailurePercentageMinimumTargets)
        {
            foreach (var (host, _) in forPercentage.Where(each => 100.0 - each.Rate >= rules.FailurePercentageThreshold && !each.Host.IsEjected))
                Eject(host, failurePercentage);
        }
    }

    private void Eject(Host host, EjectionCause cause)
    {
        var isAllowed = 100.0 * (Ejections + 1) / _hosts.Count <= Math.Min(100, rules.MaxEjectionPercent) || (rules.AlwaysEjectOne && Ejections == 0);
        var enforced = cause switch
        {
            EjectionCause.ConsecutiveFailures => rules.EnforcingConsecutiveFailures,
            EjectionCause.ConsecutiveUnanswered => rules.EnforcingConsecutiveUnanswered,
            EjectionCause.SuccessRate => rules.EnforcingSuccessRate,
            EjectionCause.SuccessRateUnanswered => rules.EnforcingSuccessRateUnanswered,
            EjectionCause.FailurePercentage => rules.EnforcingFailurePercentage,
            _ => rules.EnforcingFailurePercentageUnanswered,
        };
        if (!isAllowed || (int)(randomizer() * 100) >= enforced)
            return;

        host.IsEjected = true;
        host.EjectedAt = Now;
        host.Jitter = (long)(randomizer() * ((long)rules.MaxEjectionTimeJitter.TotalMilliseconds + 1));
        if (host.Backoff * (long)rules.BaseEjectionTime.TotalMilliseconds < (long)(rules.MaxEjectionTime + rules.BaseEjectionTime).TotalMilliseconds)
            host.Backoff++;
    }

    private void Uneject(Host host)
    {
        host.IsEjected = false;
        host.External.InRow = host.Local.InRow = 0;
        host.UnejectedAt = Now;
    }

    public sealed class Host(int id)
    {
        public int Id => id;

        public Monitor External { get; } = new();

        public Monitor Local { get; } = new();

        public bool IsEjected { get; set; }

        public long EjectedAt { get; set; }

        public long? UnejectedAt { get; set; }

        public long Jitter { get; set; }

        public long Backoff { get; set; }
    }

    public sealed class Monitor
    {
        public int InRow { get; set; }

        public long Good { get; set; }

        public long Total { get; set; }

        public long LastGood { get; private set; }

        public long LastTotal { get; private set; }

        public void Swap()
        {
            (LastGood, LastTotal) = (Good, Total);
            Good = Total = 0;
        }
    }
}
