using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>The HTTP verb that an attribute of Refit or RestEase gives a method.</summary>
internal static class HttpVerbs
{
    private const string Suffix = "Attribute";

    /// <summary>A method's verb in capitals; null where none is said.</summary>
    public static string? Of(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { ContainingNamespace: { Name: "Refit" or "RestEase", ContainingNamespace.IsGlobalNamespace: true } } type
                && type.Name is "GetAttribute" or "HeadAttribute" or "OptionsAttribute" or "PutAttribute" or "DeleteAttribute" or "PostAttribute" or "PatchAttribute")
                return type.Name.Substring(0, type.Name.Length - Suffix.Length).ToUpperInvariant();
        }

        return null;
    }

    /// <summary>Whether requests with a verb may be repeated by what the verb means (RFC 9110, 9.2.2).</summary>
    public static bool MayBeRepeated(string verb) => verb is not ("POST" or "PATCH");
}
