using Ambassador.Pooling;

namespace Ambassador.Tests.Pooling;

/// <summary>
/// What a pool should do, one step after the other, in whole seconds and without lifetimes, validation and resets. Waiting is null until it is over, then the number of the tool or the
/// name of what went wrong.
/// </summary>
internal sealed class PoolModel(PoolRules rules, Func<int, Making> making)
{
    private readonly List<(int Tool, int Since)> _idle = [];
    private readonly List<Call> _line = [];
    private readonly List<(int Tool, Call? Asker)> _creating = [];
    private int _now;
    private int _retryAt = -1;
    private int _asked;

    public int Size { get; private set; }

    public PoolCounts Counts => new(Size, _creating.Count, _idle.Count, _line.Count);

    public int[] Creating => [.. _creating.Select(creation => creation.Tool)];

    public Call Acquire()
    {
        var call = new Call(_now + (int)rules.AcquireTimeout.TotalSeconds);
        if (_idle.Count > 0)
        {
            call.Outcome = $"{_idle[^1].Tool}";
            _idle.RemoveAt(_idle.Count - 1);
        }
        else if (_line.Count >= rules.Queue + _creating.Count + rules.Max - Size)
        {
            call.Outcome = "RateLimiterRejectedException";
        }
        else
        {
            _line.Add(call);
            CreateWanted();
        }

        return call;
    }

    public void Cancel(Call call)
    {
        _line.Remove(call);
        call.Outcome = "OperationCanceledException";
    }

    public void Succeed(int tool)
    {
        if (_line.Count == 0)
            _idle.Add((tool, _now));
        else
            Answer(_line[0], $"{tool}");
    }

    public void Discard()
    {
        Size--;
        CreateWanted();
    }

    public void Finish(int tool, bool isGood)
    {
        var creation = _creating.Find(creation => creation.Tool == tool);
        _creating.Remove(creation);
        if (isGood)
            Succeed(tool);
        else
            Fail(creation.Asker);

        CreateWanted();
    }

    public void PassSecond()
    {
        _now++;
        var isBusy = _now == _retryAt;
        foreach (var late in _line.Where(call => call.Deadline == _now).ToArray())
            Answer(late, "TimeoutRejectedException");

        while (Size > rules.Min && _idle.Count > 0 && _idle[0].Since + rules.IdleTime.TotalSeconds <= _now)
        {
            _idle.RemoveAt(0);
            Size--;
            isBusy = true;
        }

        if (isBusy)
            CreateWanted();
    }

    private void CreateWanted()
    {
        while (Size < rules.Max && _creating.Count < Math.Max(_line.Count, _now < _retryAt ? 0 : rules.Min - Size + _creating.Count))
        {
            Size++;
            var tool = ++_asked;
            var asker = _line.Find(call => !_creating.Exists(creation => creation.Asker == call));
            if (making(tool) == Making.Fails)
                Fail(asker);
            else if (making(tool) == Making.AtOnce)
                Succeed(tool);
            else
                _creating.Add((tool, asker));
        }
    }

    private void Fail(Call? asker)
    {
        Size--;
        _retryAt = _now + 5;
        if (asker is not null && _line.Contains(asker))
            Answer(asker, "IOException");
    }

    private void Answer(Call call, string outcome)
    {
        _line.Remove(call);
        call.Outcome = outcome;
    }

    internal sealed class Call(int deadline)
    {
        public int Deadline => deadline;

        public string? Outcome { get; set; }
    }
}

/// <summary>How a tool is made.</summary>
internal enum Making
{
    AtOnce,
    Later,
    Fails,
}
