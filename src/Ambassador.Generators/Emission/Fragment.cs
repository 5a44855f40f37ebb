namespace Ambassador.Generators.Emission;

/// <summary>Part of a line, written when its place comes: a string made for it would be thrown away at once, and there are many.</summary>
/// <param name="value">What is written.</param>
/// <param name="write">Writes it; static, so that nothing is allocated.</param>
internal readonly struct Fragment<T>(T value, Action<SourceWriter, T> write)
{
    public void WriteTo(SourceWriter writer) => write(writer, value);
}
