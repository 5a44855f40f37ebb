using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Reads what users write: <c>[Ambassador(Retry = 3)]</c>.</summary>
internal static class AttributeReader
{
    /// <summary>The attribute's metadata name.</summary>
    public const string MetadataName = "Ambassador.AmbassadorAttribute";

    /// <summary>The metadata name of the attribute that names an interface.</summary>
    public const string ForMetadataName = "Ambassador.AmbassadorForAttribute";

    /// <summary>The attribute that a symbol carries itself, if any.</summary>
    public static AttributeData? Find(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (IsAmbassador(attribute))
                return attribute;
        }

        return null;
    }

    /// <summary>Whether an interface is to have an ambassador: it is annotated, or one of its own methods is.</summary>
    public static bool IsAnnotated(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface && (Find(type) is not null || FirstAnnotatedMethod(type) is not null);

    /// <summary>The first of an interface's own methods that is annotated.</summary>
    public static IMethodSymbol? FirstAnnotatedMethod(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && Find(method) is not null)
                return method;
        }

        return null;
    }

    /// <summary>
    /// What an attribute sets. A value outside its range is left out: the analyzer has said so, and the class that other code
    /// uses should not be missing on top of it.
    /// </summary>
    public static EquatableArray<Setting> Settings(AttributeData? attribute)
    {
        if (attribute is null || attribute.NamedArguments.IsDefaultOrEmpty)
            return default;

        var settings = new List<Setting>(attribute.NamedArguments.Length);
        foreach (var argument in attribute.NamedArguments)
        {
            if (Value(argument.Value) is { } value && PolicyRules.Find(argument.Key) is { } rule && rule.Allows(value))
                settings.Add(new(rule.Name, value));
        }

        return new(settings.ToArray());
    }

    /// <summary>The number that an argument stands for, or null where the code does not compile anyway.</summary>
    public static double? Value(TypedConstant constant) => constant.Kind == TypedConstantKind.Primitive
        ? constant.Value switch
        {
            int whole => whole,
            double real => real,
            _ => null,
        }
        : null;

    /// <summary>Both attributes that matter on a member, in one walk over its attributes.</summary>
    public static (AttributeData? Ambassador, bool IsObsolete) Read(ISymbol member)
    {
        AttributeData? ambassador = null;
        var isObsolete = false;
        foreach (var attribute in member.GetAttributes())
        {
            if (IsAmbassador(attribute))
                ambassador = attribute;
            else if (attribute.AttributeClass is { Name: "ObsoleteAttribute", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                isObsolete = true;
        }

        return (ambassador, isObsolete);
    }

    /// <summary>Whether an attribute names an interface that is to have an ambassador.</summary>
    public static bool IsAmbassadorFor(AttributeData attribute) => Is(attribute, "AmbassadorForAttribute");

    /// <summary>Whether an attribute names a method of such an interface.</summary>
    public static bool IsAmbassadorForMethod(AttributeData attribute) => Is(attribute, "AmbassadorForMethodAttribute");

    private static bool IsAmbassador(AttributeData attribute) => Is(attribute, "AmbassadorAttribute");

    private static bool Is(AttributeData attribute, string name) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: "Ambassador", ContainingNamespace.IsGlobalNamespace: true } } type && type.Name == name;
}
