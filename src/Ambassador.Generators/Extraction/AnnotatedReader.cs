using System.Collections.Immutable;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>From the syntax that an attribute was found on to the interface's model, once for each interface.</summary>
internal static class AnnotatedReader
{
    /// <summary>
    /// The metadata name of the interface that an attribute asks an ambassador for, be it on the interface or on the first of its methods that has
    /// one; null where another attribute does. Runs for every attribute on every edit, so it looks at nothing else.
    /// </summary>
    public static string? FindInterface(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (!IsFirst(AttributeReader.Find(context.TargetSymbol), context))
            return null;

        return context.TargetSymbol switch
        {
            INamedTypeSymbol type => Naming.MetadataName(type),
            IMethodSymbol { ContainingType: { TypeKind: TypeKind.Interface } type } method
                when AttributeReader.Find(type) is null && SymbolEqualityComparer.Default.Equals(AttributeReader.FirstAnnotatedMethod(type), method) =>
                Naming.MetadataName(type),
            _ => null,
        };
    }

    /// <summary>The model of an interface; none for no name, or where an analyzer says why.</summary>
    public static ImmutableArray<InterfaceModel> ReadInterface(string? metadataName, CompilationSurface surface, CancellationToken cancellationToken)
    {
        if (metadataName is null)
            return [];

        var compilation = surface.Compilation;
        return compilation.Assembly.GetTypeByMetadataName(metadataName) is { } type
            && InterfaceReader.Read(type, compilation, cancellationToken) is { } model ? [model] : [];
    }

    // A symbol with several declarations may carry the attribute on more than one: an error, yet no reason to write two files.
    private static bool IsFirst(AttributeData? attribute, GeneratorAttributeSyntaxContext context) =>
        attribute?.ApplicationSyntaxReference is not { } reference
        || (reference.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.Span.Contains(reference.Span));
}
