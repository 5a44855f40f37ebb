using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>What an assembly's attribute names: <c>typeof(IAmazonS3)</c>.</summary>
/// <param name="Type">The interface, as it is declared; null where it is none.</param>
/// <param name="Named">The type that is named, interface or not; null where the code does not compile anyway.</param>
/// <param name="Problem">Why it cannot be meant, as the end of a sentence that begins with its name; null where it can.</param>
internal sealed record AnnotationTarget(INamedTypeSymbol? Type, ITypeSymbol? Named, string? Problem)
{
    public static AnnotationTarget Read(AttributeData attribute)
    {
        if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Type, Value: ITypeSymbol { TypeKind: not TypeKind.Error } named }, ..])
            return new(null, null, null);

        if (named is not INamedTypeSymbol { TypeKind: TypeKind.Interface } type)
            return new(null, named, "it is not an interface");

        if (type.IsUnboundGenericType || SymbolEqualityComparer.Default.Equals(type, type.OriginalDefinition))
            return new(type.OriginalDefinition, named, null);

        return new(null, named, "it has type arguments; name the generic interface without them, with nothing but commas between the angle brackets");
    }
}
