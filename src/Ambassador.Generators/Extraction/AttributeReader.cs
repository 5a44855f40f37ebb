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
            if (OurAttributes.IsAmbassador(attribute))
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

    /// <summary>What an attribute that has all settings sets.</summary>
    public static EquatableArray<Setting> Settings(AttributeData? attribute)
    {
        if (attribute is null || attribute.NamedArguments.IsDefaultOrEmpty)
            return default;

        var settings = new List<Setting>(attribute.NamedArguments.Length);
        PolicyReader.Read(attribute, settings);
        return new(settings.ToArray());
    }

    /// <summary>The attributes on a symbol that set something, in the order in which they win: those of one policy before <c>[Ambassador]</c>.</summary>
    public static IEnumerable<AttributeData> InOrder(ISymbol symbol)
    {
        var attributes = symbol.GetAttributes();
        return attributes.Where(PolicyReader.IsOfOnePolicy).Concat(attributes.Where(OurAttributes.IsAmbassador));
    }

    /// <summary>What the attributes on a symbol set and whether it is obsolete, in one walk. Those of one policy win over <c>[Ambassador]</c>.</summary>
    public static (EquatableArray<Setting> Settings, bool IsObsolete) Read(ISymbol symbol)
    {
        AttributeData? ambassador = null;
        List<Setting>? settings = null;
        var isObsolete = false;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (OurAttributes.IsAmbassador(attribute))
                ambassador = attribute;
            else if (PolicyReader.IsOfOnePolicy(attribute))
                PolicyReader.Read(attribute, settings ??= []);
            else if (attribute.AttributeClass is { Name: "ObsoleteAttribute", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                isObsolete = true;
        }

        if (settings is null)
            return (Settings(ambassador), isObsolete);

        if (ambassador is not null)
            PolicyReader.Read(ambassador, settings);

        return (new(settings.ToArray()), isObsolete);
    }
}
