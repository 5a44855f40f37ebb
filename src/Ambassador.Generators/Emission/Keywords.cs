using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Emission;

/// <summary>Puts an <c>@</c> before names that would otherwise be read as keywords.</summary>
internal static class Keywords
{
    /// <summary>Escapes a name.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>Escapes each part of a namespace.</summary>
    public static string EscapeNamespace(string name) =>
        name.IndexOf('.') < 0 ? Escape(name) : string.Join(".", name.Split('.').Select(Escape));
}
