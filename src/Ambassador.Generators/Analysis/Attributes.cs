using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ambassador.Generators.Analysis;

/// <summary>Attributes as the analyzers report on them.</summary>
internal static class Attributes
{
    /// <summary>Where an attribute stands.</summary>
    public static Location LocationOf(AttributeData attribute) => attribute.ApplicationSyntaxReference is { } reference
        ? Location.Create(reference.SyntaxTree, reference.Span)
        : Location.None;

    /// <summary>The place of one argument, found by name or, for a constructor's, by position: an attribute may span lines. That of the attribute where it is not written.</summary>
    public static Location LocationOf(AttributeData attribute, string name, CancellationToken cancellationToken) =>
        LocationOfArgument(attribute, name, cancellationToken) ?? LocationOf(attribute);

    /// <summary>The place of the argument that sets something; that of the attribute where it stands for the setting itself.</summary>
    public static Location LocationOf(AttributeData attribute, PolicyRule rule, CancellationToken cancellationToken) =>
        LocationOfArgument(attribute, rule, cancellationToken) ?? LocationOf(attribute);

    /// <summary>The place of the argument that sets something; null where none is written.</summary>
    public static Location? LocationOfArgument(AttributeData attribute, PolicyRule rule, CancellationToken cancellationToken)
    {
        foreach (var (set, property, _) in PolicyReader.Values(attribute))
        {
            if (set == rule)
                return LocationOfArgument(attribute, property, cancellationToken);
        }

        return null;
    }

    private static Location? LocationOfArgument(AttributeData attribute, string name, CancellationToken cancellationToken)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax { ArgumentList.Arguments: var arguments })
            return null;

        var argument = arguments.FirstOrDefault(argument => (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText == name);
        if (argument is null && attribute.AttributeConstructor?.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { } parameter)
            argument = arguments.Where(static argument => argument is { NameEquals: null, NameColon: null }).ElementAtOrDefault(parameter.Ordinal);

        return argument?.GetLocation();
    }

    /// <summary>An attribute as users write it: <c>Retry</c>.</summary>
    public static string NameOf(AttributeData attribute)
    {
        var name = attribute.AttributeClass!.Name;
        return name.Substring(0, name.Length - "Attribute".Length);
    }

    /// <summary>A type or a member as messages name it.</summary>
    public static string Display(ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
