using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>What is named to fall back on: <c>[Fallback(nameof(Unknown))]</c>, <c>[Fallback(typeof(ArchivedCatalog))]</c>, or an assembly's attribute.</summary>
/// <param name="Attribute">Where it is said.</param>
/// <param name="Scope">The interface that it is said of, as the ambassador sees it: the type arguments of a base are in place.</param>
/// <param name="IsOfMethod">Whether it is said of one method.</param>
internal sealed record FallbackAnnotation(AttributeData Attribute, INamedTypeSymbol Scope, bool IsOfMethod)
{
    private const string AssemblyProperty = "FallbackType";

    /// <summary>The method of the interface that is to answer.</summary>
    public string? MethodName => Argument is { Value: string name } ? name : null;

    /// <summary>The implementation that is to answer.</summary>
    public ITypeSymbol? Type => Argument is { Value: ITypeSymbol type } ? type : null;

    /// <summary>What an attribute on an interface or a method names.</summary>
    public static FallbackAnnotation? Of(ISymbol symbol, INamedTypeSymbol scope)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (OurAttributes.IsFallback(attribute))
                return new(attribute, scope, symbol is IMethodSymbol);
        }

        return null;
    }

    /// <summary>What an attribute of the assembly names, if it does.</summary>
    public static FallbackAnnotation? Of(AttributeData attribute, INamedTypeSymbol scope, bool isOfMethod)
    {
        var annotation = new FallbackAnnotation(attribute, scope, isOfMethod);
        return annotation.Type is null ? null : annotation;
    }

    private TypedConstant? Argument
    {
        get
        {
            if (OurAttributes.IsFallback(Attribute))
                return Attribute.ConstructorArguments is [{ Kind: not TypedConstantKind.Error } only] ? only : null;

            foreach (var argument in Attribute.NamedArguments)
            {
                if (argument.Key == AssemblyProperty && argument.Value.Kind == TypedConstantKind.Type)
                    return argument.Value;
            }

            return null;
        }
    }
}
