namespace Ambassador.Balancing;

/// <summary>Has the index of a target for every hash. Immutable.</summary>
internal abstract class HashTable
{
    /// <summary>The index for a hash.</summary>
    /// <param name="hash">The hash of a key.</param>
    /// <param name="redraw">How many times another has been asked for, as the ones before would not do. It may still be the same.</param>
    public abstract int Find(ulong hash, int redraw);

    /// <summary>How many of the entries each target has.</summary>
    public abstract int[] CountEntries();
}
