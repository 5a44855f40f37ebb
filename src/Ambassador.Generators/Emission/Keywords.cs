using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Emission;

/// <summary>Puts an <c>@</c> before names that would otherwise be read as keywords.</summary>
internal static class Keywords
{
    /// <summary>Escapes a name.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>Escapes each part of a namespace.</summary>
    public static string EscapeNamespace(string name) =>
        MayHaveKeyword(name) ? string.Join(".", name.Split('.').Select(Escape)) : name;

    // Keywords begin with a small letter, and hardly any namespace does.
    private static bool MayHaveKeyword(string name)
    {
        var isFirst = true;
        foreach (var character in name)
        {
            if (isFirst && character is >= 'a' and <= 'z')
                return true;

            isFirst = character == '.';
        }

        return false;
    }
}
