namespace Ambassador.Targets;

/// <summary>A call with a key that its target can be chosen by. Implemented by generated structs; nobody writes one by hand.</summary>
public interface IHashedCall
{
    /// <summary>The hash of the arguments that are marked with <see cref="HashKeyAttribute"/>; null where none is.</summary>
    ulong? HashKey();
}
