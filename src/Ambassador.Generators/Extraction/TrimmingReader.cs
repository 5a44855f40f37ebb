using System.Collections.Immutable;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Reads the attributes by which trimmed and native publishing judges an implementation against its interface.</summary>
internal static class TrimmingReader
{
    /// <summary>What a member or accessor asks of those who call it.</summary>
    public static EquatableArray<Requirement> Requirements(ImmutableArray<AttributeData> attributes)
    {
        List<Requirement>? requirements = null;
        foreach (var attribute in attributes)
        {
            if (KindOf(attribute) is { } kind)
                (requirements ??= []).Add(new(kind, Message(attribute), Url(attribute)));
        }

        return new(requirements?.ToArray());
    }

    /// <summary>Which members must survive trimming of the type that a parameter is passed.</summary>
    public static int AccessedMembers(IParameterSymbol parameter) => MayStandForType(parameter.Type) ? AccessedMembers(parameter.GetAttributes()) : 0;

    /// <summary>Which members must survive trimming of the type that a method returns.</summary>
    public static int AccessedMembersOfResult(IMethodSymbol method) =>
        MayStandForType(method.ReturnType) ? AccessedMembers(method.GetReturnTypeAttributes()) : 0;

    /// <summary>Which members of a type must survive trimming, as <c>DynamicallyAccessedMemberTypes</c> counts them; 0 for none in particular.</summary>
    public static int AccessedMembers(ImmutableArray<AttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (Is(attribute, "DynamicallyAccessedMembersAttribute") && attribute.ConstructorArguments is [{ Value: int members }, ..])
                return members;
        }

        return 0;
    }

    // Trimming follows types and their names, no other values; to ask for attributes costs even where there are none.
    private static bool MayStandForType(ITypeSymbol type) =>
        type.SpecialType is SpecialType.None or SpecialType.System_String && !type.IsValueType && !KnownTypes.IsTasks(type.ContainingNamespace);

    private static RequirementKind? KindOf(AttributeData attribute)
    {
        if (Is(attribute, "RequiresUnreferencedCodeAttribute"))
            return RequirementKind.UnreferencedCode;

        if (Is(attribute, "RequiresDynamicCodeAttribute"))
            return RequirementKind.DynamicCode;

        return Is(attribute, "RequiresAssemblyFilesAttribute") ? RequirementKind.AssemblyFiles : null;
    }

    // By name, wherever it is declared: so does the trimmer.
    private static bool Is(AttributeData attribute, string name) =>
        attribute.AttributeClass is { } type && type.Name == name
        && type.ContainingNamespace is
        {
            Name: "CodeAnalysis",
            ContainingNamespace: { Name: "Diagnostics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
        };

    private static string? Message(AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Value: string message }, ..] ? message : null;

    private static string? Url(AttributeData attribute)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument is { Key: "Url", Value.Value: string url })
                return url;
        }

        return null;
    }
}
