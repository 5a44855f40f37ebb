using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>
/// What an annotation makes a method fall back on. The one place that decides it: the generator writes nothing where there is a problem, and the
/// analyzer says which.
/// </summary>
/// <param name="Method">The method that is called.</param>
/// <param name="Type">The implementation that it is called on; null where the method is one of the interface's, called on the target or on none.</param>
/// <param name="FailureIndex">Where the failure stands among its parameters, or -1.</param>
/// <param name="Problem">Why there is none, as the end of a sentence; null where there is one, or none is asked for.</param>
internal sealed record FallbackMatch(IMethodSymbol? Method, INamedTypeSymbol? Type, int FailureIndex, string? Problem)
{
    private static readonly FallbackMatch s_none = new(null, null, -1, null);

    /// <summary>What a method falls back on.</summary>
    public static FallbackMatch Find(FallbackAnnotation annotation, IMethodSymbol method, Compilation compilation)
    {
        if (annotation.MethodName is { } name)
            return FindMethod(name, annotation, method, compilation);

        return annotation.Type is { } type ? FindType(type, annotation.Scope, method, compilation) : Refuse("nothing is named");
    }

    private static FallbackMatch FindMethod(string name, FallbackAnnotation annotation, IMethodSymbol method, Compilation compilation)
    {
        // An interface's fallback has none itself.
        if (!annotation.IsOfMethod && method.Name == name)
            return s_none;

        FallbackMatch? match = null;
        foreach (var declaring in annotation.Scope.AllInterfaces.Insert(0, annotation.Scope))
        {
            foreach (var member in declaring.GetMembers(name))
            {
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } candidate
                    && !SymbolEqualityComparer.Default.Equals(candidate, method)
                    && FallbackSignature.Fits(candidate, method, compilation, out var failureIndex)
                    && (match is null || failureIndex > match.FailureIndex))
                    match = new(candidate, null, failureIndex, null);
            }
        }

        if (match is null)
            return Refuse(FallbackSignature.Expected(name, method));

        if (match.Method is { IsStatic: true } and ({ IsAbstract: true } or { IsVirtual: true }))
            return Refuse("it is static and virtual, so that the interface alone does not say what to call");

        return compilation.IsSymbolAccessibleWithin(match.Method!, compilation.Assembly) ? match : Refuse("it is not accessible to the ambassador");
    }

    private static FallbackMatch FindType(ITypeSymbol named, INamedTypeSymbol scope, IMethodSymbol method, Compilation compilation)
    {
        if (named is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface, IsStatic: false } type)
            return Refuse("it is neither a class nor an interface");

        if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, scope.OriginalDefinition))
            return Refuse("it is the interface itself");

        if (type.IsUnboundGenericType)
        {
            if (!FallbackSignature.AreAlike(type.OriginalDefinition.TypeParameters, scope.OriginalDefinition.TypeParameters))
                return Refuse("its type parameters are not the interface's, with the same names and constraints");

            type = type.OriginalDefinition.Construct([.. scope.TypeArguments]);
        }

        if (!compilation.ClassifyCommonConversion(type, method.ContainingType).IsImplicit)
            return Refuse($"it does not implement '{method.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}'");

        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal)
                return Refuse("it is file-local, so that no other file can name it");
        }

        return compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)
            ? new(method, type, -1, null)
            : Refuse("it is not accessible to the ambassador");
    }

    private static FallbackMatch Refuse(string problem) => new(null, null, -1, problem);
}
