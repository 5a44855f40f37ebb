namespace Ambassador.Pooling;

/// <summary>How things stand in a pool, at one moment.</summary>
/// <param name="Size">How many targets there are, those being made included.</param>
/// <param name="Creating">How many of them are being made.</param>
/// <param name="Idle">How many of them wait for a call.</param>
/// <param name="Waiting">How many calls wait for a target.</param>
internal readonly record struct PoolCounts(int Size, int Creating, int Idle, int Waiting)
{
    /// <summary>How many targets are with a call, being reset or being validated.</summary>
    public int InUse => Size - Creating - Idle;
}
