using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Extraction;

/// <summary>Asks for members by name without making the compiler read all that a type has: the names alone are there from the start.</summary>
internal static class MemberNames
{
    /// <summary>Whether a type itself declares a method or property of that name.</summary>
    public static bool Contain(ITypeSymbol type, string name)
    {
        if (type is not INamedTypeSymbol named)
            return false;

        // Not those of records, of whose members most are made up.
        if (!named.IsRecord || named.DeclaringSyntaxReferences.IsEmpty)
            return named.MemberNames.Contains(name);

        foreach (var declaration in named.DeclaringSyntaxReferences)
        {
            if (declaration.GetSyntax() is RecordDeclarationSyntax record && Declares(record, name))
                return true;
        }

        return false;
    }

    private static bool Declares(RecordDeclarationSyntax record, string name)
    {
        if (record.ParameterList is { } list)
        {
            foreach (var parameter in list.Parameters)
            {
                if (parameter.Identifier.ValueText == name)
                    return true;
            }
        }

        foreach (var member in record.Members)
        {
            if (member is MethodDeclarationSyntax method ? method.Identifier.ValueText == name : member is PropertyDeclarationSyntax property && property.Identifier.ValueText == name)
                return true;
        }

        return false;
    }
}
