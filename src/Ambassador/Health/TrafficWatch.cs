using Ambassador.Targets;

namespace Ambassador.Health;

/// <summary>Waits for the first call to a target, and then costs its calls nothing more.</summary>
internal sealed class TrafficWatch : TargetObserver, IDisposable
{
    private readonly Target _target;
    private readonly Action _seen;

    public TrafficWatch(Target target, Action seen)
    {
        _target = target;
        _seen = seen;
        target.Observe(_ => this);
    }

    public override void Ended(AttemptOutcome outcome, long elapsed)
    {
        _seen();
        Dispose();
    }

    public void Dispose() => _target.Forget(this);
}
