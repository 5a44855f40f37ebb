using Microsoft.CodeAnalysis.CSharp;

namespace Ambassador.Generators.Extraction;

/// <summary>Names that come from a user's code, made safe where they go.</summary>
internal static class Identifiers
{
    /// <summary>The name as source may write it: with an <c>@</c> where it would otherwise be read as a keyword.</summary>
    public static string Escape(string name) => NeedsEscape(name) ? "@" + name : name;

    public static bool IsValid(string name) => SyntaxFacts.IsValidIdentifier(name);

    private static bool NeedsEscape(string name)
    {
        // No keyword is longer, and none begins otherwise: most names are settled here.
        if (name.Length is < 2 or > 10 || name[0] is < 'a' or > 'z')
            return false;

        return SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            || name is "dynamic" or "nint" or "nuint" or "notnull";
    }
}
