using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>A name that an attribute gives of static methods: <c>When = nameof(IsTransient)</c>.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Argument">The argument's name.</param>
/// <param name="Name">The methods' name.</param>
/// <param name="Property">What the runtime calls the hook that takes an exception.</param>
/// <param name="Owner">The interface that has the methods.</param>
internal sealed record HookReference(AttributeData Attribute, string Argument, string Name, string Property, INamedTypeSymbol Owner)
{
    /// <summary>Whether the methods answer with a time, and not with yes or no.</summary>
    public bool IsPause => Argument == "RetryAfter";

    /// <summary>What a method must look like, as messages show it.</summary>
    public string Expected => $"static {(IsPause ? "TimeSpan?" : "bool")} {Name}(Exception)' or '{(IsPause ? "TimeSpan?" : "bool")} {Name}(result)";

    /// <summary>What is named for a method: by its own attributes, then by those of the decorated interface, then of the declaring one.</summary>
    public static ImmutableArray<HookReference> Of(IMethodSymbol method, INamedTypeSymbol decorated)
    {
        var references = On(method, method.ContainingType).AddRange(On(decorated, decorated));
        return SymbolEqualityComparer.Default.Equals(method.ContainingType, decorated)
            ? references
            : references.AddRange(On(method.ContainingType, method.ContainingType));
    }

    /// <summary>What the attributes on a symbol name.</summary>
    public static ImmutableArray<HookReference> On(ISymbol symbol, INamedTypeSymbol owner)
    {
        var references = ImmutableArray<HookReference>.Empty;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (!PolicyReader.IsOfOnePolicy(attribute))
                continue;

            foreach (var argument in attribute.NamedArguments)
            {
                if (argument.Value.Value is string { Length: > 0 } name && PropertyOf(attribute.AttributeClass!.Name, argument.Key) is { } property)
                    references = references.Add(new(attribute, argument.Key, name, property, owner));
            }
        }

        return references;
    }

    /// <summary>Every method of that name.</summary>
    public IEnumerable<IMethodSymbol> Candidates() => Owner.GetMembers(Name).OfType<IMethodSymbol>();

    /// <summary>Whether a method can be called with one outcome and answers what is asked.</summary>
    public bool IsFit(IMethodSymbol method) =>
        method is { IsStatic: true, IsAbstract: false, IsGenericMethod: false, ReturnsVoid: false, RefKind: RefKind.None, Parameters: [{ RefKind: RefKind.None }] }
        && method.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
        && (IsPause ? IsTime(method.ReturnType) : method.ReturnType.SpecialType == SpecialType.System_Boolean);

    /// <summary>Whether a method takes an exception.</summary>
    public static bool TakesException(IMethodSymbol method) => method.Parameters[0].Type is
        { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether a method takes a result.</summary>
    public static bool TakesResult(IMethodSymbol method, ITypeSymbol result)
    {
        var parameter = method.Parameters[0].Type;
        for (var type = result; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, parameter))
                return true;
        }

        return result.AllInterfaces.Any(type => SymbolEqualityComparer.Default.Equals(type, parameter));
    }

    private static string? PropertyOf(string attribute, string argument) => (attribute, argument) switch
    {
        ("RetryAttribute", "When") => "RetryWhen",
        ("RetryAttribute", "RetryAfter") => "RetryAfter",
        ("CircuitBreakerAttribute", "When") => "BreakWhen",
        _ => null,
    };

    private static bool IsTime(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ Name: "TimeSpan" } time] }
            ? time.ContainingNamespace.Name == "System"
            : type is { Name: "TimeSpan", ContainingNamespace.Name: "System" };
}
