using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis.Values;

/// <summary>Inherited methods: what is said of them where they are declared is not said again.</summary>
internal static class Elsewhere
{
    /// <summary>Whether the same attribute sets something for a method where it is declared, in an interface that has an ambassador of its own.</summary>
    public static bool IsJudged(AnnotatedMethod method, AnnotatedInterface type, PolicyRule blamed) =>
        Declaring(method, type) is { } declaring
        && declaring.Methods.Any(other =>
            SymbolEqualityComparer.Default.Equals(other.Symbol, method.Symbol) && ReferenceEquals(other.Settings.AttributeOf(blamed), method.Settings.AttributeOf(blamed)));

    /// <summary>The place of a parameter where it is declared by the interface itself; null where an attribute stands for it.</summary>
    public static Location? Own(IParameterSymbol parameter, AnnotatedMethod method, AnnotatedInterface type) =>
        SymbolEqualityComparer.Default.Equals(method.Symbol.ContainingType, type.Type) && parameter.Locations is [{ IsInSource: true } location, ..]
        && type.Compilation.ContainsSyntaxTree(location.SourceTree)
            ? location
            : null;

    private static AnnotatedInterface? Declaring(AnnotatedMethod method, AnnotatedInterface type)
    {
        var declaring = method.Symbol.ContainingType;
        return SymbolEqualityComparer.Default.Equals(declaring, type.Type) || declaring.DeclaringSyntaxReferences.IsEmpty
            ? null
            : AnnotatedInterface.Of(declaring, AssemblyAnnotations.Of(type.Compilation), type.Compilation);
    }
}
