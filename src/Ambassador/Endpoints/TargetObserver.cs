namespace Ambassador.Targets;

/// <summary>Learns how the attempts on one target end. It is called concurrently, and must be quick and not throw.</summary>
internal abstract class TargetObserver
{
    /// <summary>Whether it wants to know how long attempts take, which costs each of them two readings of the precise clock.</summary>
    public virtual bool MeasuresTime => false;

    /// <summary>An attempt has ended.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="elapsed">How long it took, in ticks of 100 ns; 0 unless somebody measures.</param>
    public abstract void Ended(AttemptOutcome outcome, long elapsed);
}
