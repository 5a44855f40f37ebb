using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Emission;

/// <summary>Writes literals.</summary>
internal static class Literals
{
    /// <summary>A string literal. Names are all that is ever written as one, but metadata knows odd names.</summary>
    public static string Text(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
