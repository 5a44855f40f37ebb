namespace Ambassador.Limiting;

/// <summary>Bounds how many calls are under way at a time. Its bound may change at any time; calls beyond a lower one are left to end.</summary>
/// <param name="kind">What it is, as telemetry names it.</param>
internal abstract class ConcurrencyLimit(string kind) : Limit(kind)
{
    private int _allowed;
    private int _running;

    public override int? Allowed => Volatile.Read(ref _allowed);

    public override int Running => Volatile.Read(ref _running);

    /// <summary>A call that was let in has ended.</summary>
    public void Leave()
    {
        lock (Gate)
            Leave(_allowed);
    }

    /// <summary>A call has ended, and there is another bound from now on. Under <see cref="Limit.Gate"/>.</summary>
    protected void Leave(int allowed)
    {
        _running--;
        Allow(allowed);
    }

    /// <summary>Sets the bound. Under <see cref="Limit.Gate"/>.</summary>
    protected void Allow(int allowed)
    {
        _allowed = allowed;
        Serve();
    }

    protected override bool TryTake()
    {
        if (_running >= _allowed)
            return false;

        _running++;
        return true;
    }

    protected override bool IsUntouched() => _running == 0;
}
