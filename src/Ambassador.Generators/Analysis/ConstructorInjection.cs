using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>What a container would inject into a class.</summary>
internal static class ConstructorInjection
{
    /// <summary>The parameters of every constructor that a container, or a factory of the same project, may choose.</summary>
    public static IEnumerable<IParameterSymbol> ParametersOf(INamedTypeSymbol type)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                continue;

            foreach (var parameter in constructor.Parameters)
                yield return parameter;
        }
    }

    /// <summary>The service that a parameter stands for, be it one, all of its kind, or one that is asked for later; null where that is not to be seen.</summary>
    public static INamedTypeSymbol? ServiceOf(ITypeSymbol type)
    {
        while (type is INamedTypeSymbol { TypeArguments: [.., var last] } wrapper && IsWrapper(wrapper))
            type = last;

        return type as INamedTypeSymbol;
    }

    private static bool IsWrapper(INamedTypeSymbol type) => type.Name switch
    {
        "IEnumerable" => type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T,
        "Func" or "Lazy" => type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
        _ => false,
    };
}
