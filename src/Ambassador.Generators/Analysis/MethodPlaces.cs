using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>Where a rule speaks that is about what a method is, not about the value of what is set for it.</summary>
internal static class MethodPlaces
{
    /// <summary>
    /// The method's name, where an attribute of its interface sets what does not go with it: each such method is mended by itself. Null where the
    /// attribute is the place: it stands on the method, or the method is declared elsewhere.
    /// </summary>
    /// <param name="type">The interface.</param>
    /// <param name="method">Its method.</param>
    /// <param name="blamed">The setting; null for one that has several values, for several exceptions.</param>
    public static Location? Of(AnnotatedInterface type, AnnotatedMethod method, PolicyRule? blamed) =>
        (blamed is null || !method.Settings.IsSetOfMethod(blamed))
        && SymbolEqualityComparer.Default.Equals(method.Symbol.ContainingType, type.Type)
        && IsOurs(method.Symbol, type.Compilation)
            ? method.Symbol.Locations[0]
            : null;

    /// <summary>Whether the code of this project declares something.</summary>
    public static bool IsOurs(ISymbol symbol, Compilation compilation) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    /// <summary>
    /// Whether a setting is judged where it stands: in another project, or at the interface that declares the method and has an ambassador too.
    /// </summary>
    public static bool IsSaidElsewhere(AnnotatedInterface type, AnnotatedMethod method, PolicyRule? blamed)
    {
        if (blamed is null || method.Settings.AttributeOf(blamed) is not { } attribute)
            return false;

        if (attribute.ApplicationSyntaxReference is not { } reference || !type.Compilation.ContainsSyntaxTree(reference.SyntaxTree))
            return true;

        var declaring = method.Symbol.ContainingType;
        return !SymbolEqualityComparer.Default.Equals(declaring, type.Type)
            && (method.Symbol.GetAttributes().Contains(attribute) || declaring.GetAttributes().Contains(attribute))
            && AssemblyAnnotations.Of(type.Compilation).IsAnnotated(declaring);
    }
}
