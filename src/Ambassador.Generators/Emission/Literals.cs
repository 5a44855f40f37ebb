using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Emission;

/// <summary>Writes text so that it stays what it is.</summary>
internal static class Literals
{
    /// <summary>Text between two tags of a documentation comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A string literal. Names are all that is ever written as one, but metadata knows odd names.</summary>
    public static string Text(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
