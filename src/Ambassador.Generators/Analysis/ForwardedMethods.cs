using Ambassador.Generators.Extraction;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Analysis;

/// <summary>What is said of an attribute on a method that goes past the policies: once, by the rule that knows most about why.</summary>
internal static class ForwardedMethods
{
    /// <summary>AMB0012 for a retry or cache that an argument prevents, AMB0009 for a cache of what is yet to be enumerated, AMB0003 for everything else.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="method">The method that it is about.</param>
    /// <param name="subject">How messages name the method.</param>
    /// <param name="reason">Why the method is not routed.</param>
    /// <param name="cancellationToken">Cancels the analysis.</param>
    public static Diagnostic Judge(AttributeData attribute, IMethodSymbol method, string subject, string reason, CancellationToken cancellationToken)
    {
        if (method.ContainingType.TypeKind == TypeKind.Interface && method is { MethodKind: MethodKind.Ordinary, IsStatic: false } && Signatures.IsImplementable(method))
        {
            if (Routing.UnkeptParameter(method) is { } parameter && Find(attribute, keepsArguments: true) is var (rule, property, value))
            {
                var (kind, advice) = Describe(parameter);
                return Diagnostic.Create(
                    Descriptors.ByReference, Attributes.LocationOf(attribute, property, cancellationToken), subject, rule.Name, rule.Show(value), parameter.Name, kind, advice);
            }

            if (Routing.IsYetToRun(method) && Find(attribute, keepsArguments: false) is var (cache, name, seconds))
                return Diagnostic.Create(Descriptors.NothingToCache, Attributes.LocationOf(attribute, name, cancellationToken), subject, cache.Show(seconds), reason);
        }

        return Diagnostic.Create(Descriptors.NoEffect, Attributes.LocationOf(attribute), Attributes.NameOf(attribute), subject, reason);
    }

    private static (PolicyRule Rule, string Property, double Value)? Find(AttributeData attribute, bool keepsArguments)
    {
        foreach (var (rule, property, constant) in PolicyReader.Values(attribute))
        {
            if ((rule == PolicyRules.CacheSeconds || (keepsArguments && rule == PolicyRules.Retry)) && PolicyReader.Number(constant) is { } value && value > 0 && rule.Allows(value))
                return (rule, property, value);
        }

        return null;
    }

    private static (string Kind, string Advice) Describe(IParameterSymbol parameter) => parameter switch
    {
        { RefKind: RefKind.Out } => ("an out parameter", "return it in the result, such as a tuple"),
        { RefKind: RefKind.Ref } => ("a ref parameter", "take a value, and return what it becomes"),
        { RefKind: RefKind.RefReadOnlyParameter } => ("passed by reference", "take a value, or an 'in' parameter"),
        { Type: { Name: "Span", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } } => ("a span", "take an array or a Memory"),
        { Type: { Name: "ReadOnlySpan", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } } => ("a span", "take an array or a ReadOnlyMemory"),
        _ => ("bound to the stack", "take a type that is not"),
    };
}
