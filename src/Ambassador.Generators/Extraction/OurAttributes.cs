using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Tells the attributes of this library from others, and from each other.</summary>
internal static class OurAttributes
{
    /// <summary>Whether an attribute is of this library.</summary>
    public static bool IsOurs(AttributeData attribute) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: "Ambassador", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether an attribute has all settings, by the names that configuration knows.</summary>
    public static bool HasAllSettings(AttributeData attribute) =>
        IsAmbassador(attribute) || IsAmbassadorFor(attribute) || IsAmbassadorForMethod(attribute);

    /// <summary>Whether an attribute names an interface that is to have an ambassador.</summary>
    public static bool IsAmbassadorFor(AttributeData attribute) => Is(attribute, "AmbassadorForAttribute");

    /// <summary>Whether an attribute names what to fall back on.</summary>
    public static bool IsFallback(AttributeData attribute) => Is(attribute, "FallbackAttribute");

    /// <summary>Whether an attribute names a method of such an interface.</summary>
    public static bool IsAmbassadorForMethod(AttributeData attribute) => Is(attribute, "AmbassadorForMethodAttribute");

    /// <summary>Whether an attribute marks what chooses the target of a call.</summary>
    public static bool IsHashKey(AttributeData attribute) => Is(attribute, "HashKeyAttribute");

    /// <summary>Whether an attribute marks what is no part of a cache's key.</summary>
    public static bool IsCacheKeyIgnore(AttributeData attribute) => Is(attribute, "CacheKeyIgnoreAttribute");

    /// <summary>Whether an attribute marks what targets are checked by.</summary>
    public static bool IsHealthProbe(AttributeData attribute) => Is(attribute, "HealthProbeAttribute");

    /// <summary>Whether an attribute is the interface's own.</summary>
    public static bool IsAmbassador(AttributeData attribute) => Is(attribute, "AmbassadorAttribute");

    /// <summary>Whether an interface says how its targets are chosen; only then are its parameters asked, because to ask costs even where there is nothing.</summary>
    public static bool IsBalanced(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (Is(attribute, "BalanceAttribute"))
                return true;
        }

        return false;
    }

    private static bool Is(AttributeData attribute, string name) => IsOurs(attribute) && attribute.AttributeClass!.Name == name;
}
