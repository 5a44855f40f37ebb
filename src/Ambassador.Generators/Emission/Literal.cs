using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Emission;

/// <summary>Literals as C# writes them.</summary>
internal static class Literal
{
    /// <summary>A string. Names are most of what is ever written as one, and metadata knows odd names.</summary>
    public static string Of(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
