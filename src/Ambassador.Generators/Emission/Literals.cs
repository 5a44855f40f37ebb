using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Emission;

/// <summary>Writes text so that it stays what it is.</summary>
internal static class Literals
{
    /// <summary>Text between two tags of a documentation comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A string literal.</summary>
    public static string Text(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A name as a string literal. Metadata knows odd names.</summary>
    public static Fragment<string> Name(string name) => new(name, static (writer, name) =>
    {
        foreach (var character in name)
        {
            if (char.IsLetterOrDigit(character) || character is '.' or '_')
                continue;

            writer.Append(Text(name));
            return;
        }

        writer.Append("\"").Append(name).Append("\"");
    });
}
