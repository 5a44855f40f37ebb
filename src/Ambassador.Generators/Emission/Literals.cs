using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Emission;

/// <summary>Writes literals.</summary>
internal static class Literals
{
    /// <summary>A name as a string literal. Metadata knows odd names.</summary>
    public static Fragment<string> Name(string name) => new(name, static (writer, name) =>
    {
        foreach (var character in name)
        {
            if (char.IsLetterOrDigit(character) || character is '.' or '_')
                continue;

            writer.Append(SymbolDisplay.FormatLiteral(name, quote: true));
            return;
        }

        writer.Append("\"").Append(name).Append("\"");
    });
}
