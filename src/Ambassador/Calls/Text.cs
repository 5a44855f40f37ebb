namespace Ambassador.Calls;

/// <summary>
/// An argument of type <see cref="string"/>, as a value. The runtime shares compiled code among reference types, and finding a result whose key
/// has one of them in it takes half as long again; so the most common of them is none. Used by generated code.
/// </summary>
/// <param name="Value">The argument.</param>
public readonly record struct Text(string? Value)
{
    /// <summary>Packs an argument.</summary>
    /// <param name="value">The argument.</param>
    public static implicit operator Text(string? value) => new(value);
}
