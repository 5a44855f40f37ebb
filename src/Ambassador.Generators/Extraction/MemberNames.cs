using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Asks for members by name without making the compiler read all that a type has: the names alone are there from the start.</summary>
internal static class MemberNames
{
    /// <summary>Whether a type itself may declare a member of that name; when in doubt it may.</summary>
    public static bool MayContain(ITypeSymbol type, string name)
    {
        if (type is not INamedTypeSymbol named)
            return false;

        // Not those of a record: most of its members are made up, all at once. Those that matter here are in its text.
        if (!named.IsRecord || named.DeclaringSyntaxReferences.IsEmpty)
            return named.MemberNames.Contains(name);

        foreach (var declaration in named.DeclaringSyntaxReferences)
        {
            if (MayMention(declaration, name))
                return true;
        }

        return false;
    }

    private static bool MayMention(SyntaxReference declaration, string name)
    {
        var text = declaration.SyntaxTree.GetText();
        for (var i = declaration.Span.Start; i < declaration.Span.End; i++)
        {
            // A name can be written with escapes.
            if (text[i] == '\\' || (text[i] == name[0] && text.ToString(new(i, Math.Min(name.Length, declaration.Span.End - i))) == name))
                return true;
        }

        return false;
    }
}
