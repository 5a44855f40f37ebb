namespace Ambassador.Limiting;

/// <summary>
/// A call whose limits are partitioned by its arguments. Implemented by generated structs; nobody writes one by hand.
/// </summary>
public interface IPartitionedCall
{
    /// <summary>Says which argument each limit is partitioned by.</summary>
    /// <param name="limits">The limits of the call.</param>
    void Partition(ref LimitChoice limits);
}
