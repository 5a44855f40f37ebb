using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>From the syntax that an attribute was found on to the interface's model, once for each interface.</summary>
internal static class AnnotatedReader
{
    /// <summary>The model of an annotated interface.</summary>
    public static InterfaceModel? ReadInterface(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type || !IsFirst(AttributeReader.Find(type), context))
            return null;

        return InterfaceReader.Read(type, context.SemanticModel.Compilation, cancellationToken);
    }

    /// <summary>The model of an interface that is not annotated itself, from the first of its methods that is.</summary>
    public static InterfaceModel? ReadInterfaceOfMethod(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not IMethodSymbol { ContainingType: { TypeKind: TypeKind.Interface } type } method
            || AttributeReader.Find(type) is not null
            || !SymbolEqualityComparer.Default.Equals(AttributeReader.FirstAnnotatedMethod(type), method)
            || !IsFirst(AttributeReader.Find(method), context))
            return null;

        return InterfaceReader.Read(type, context.SemanticModel.Compilation, cancellationToken);
    }

    // A symbol with several declarations may carry the attribute on more than one: an error, yet no reason to write two files.
    private static bool IsFirst(AttributeData? attribute, GeneratorAttributeSyntaxContext context) =>
        attribute?.ApplicationSyntaxReference is not { } reference
        || (reference.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.Span.Contains(reference.Span));
}
