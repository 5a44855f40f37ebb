using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.CodeFixes;

/// <summary>Attributes told by their names as they are written.</summary>
internal static class AttributeNames
{
    /// <summary>Whether an attribute is written by a name, whatever stands before it.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="name">Its name, less the suffix.</param>
    public static bool Are(AttributeSyntax attribute, string name) => Last(attribute.Name) is var written && (written == name || written == name + "Attribute");

    private static string Last(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
