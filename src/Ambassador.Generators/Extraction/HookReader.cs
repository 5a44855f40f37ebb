using System.Collections.Immutable;
using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>
/// Finds what a method leaves to code: the static methods that <c>[Retry(When = …)]</c> and its like name, and what its result itself can tell.
/// What an attribute on the method names wins, then what one on the decorated interface does, then on the declaring one.
/// </summary>
internal static class HookReader
{
    /// <summary>Every hook of a method, in no order that matters.</summary>
    /// <param name="method">The method.</param>
    /// <param name="result">What a caller has after awaiting; null where that is nothing.</param>
    /// <param name="decorated">The decorated interface.</param>
    /// <param name="namer">Names types.</param>
    public static EquatableArray<Hook> Read(IMethodSymbol method, ITypeSymbol? result, INamedTypeSymbol decorated, TypeNamer namer)
    {
        // Hooks belong to the method, whatever its type arguments are.
        if (result is not null && method.IsGenericMethod && MentionsAny(result, method.TypeParameters))
            result = null;

        List<Hook>? hooks = null;
        foreach (var reference in HookReference.Of(method, decorated))
        {
            foreach (var candidate in reference.Candidates())
            {
                if (HookOf(reference, candidate, result, namer) is { } hook && !Has(hooks, hook.Property))
                    (hooks ??= []).Add(hook);
            }
        }

        if (result is not null)
            AddOfHttp(result, ref hooks);

        return hooks is null ? default : new(hooks.ToArray());
    }

    private static Hook? HookOf(HookReference reference, IMethodSymbol candidate, ITypeSymbol? result, TypeNamer namer)
    {
        if (!reference.IsFit(candidate))
            return null;

        var takesException = HookReference.TakesException(candidate);
        if (!takesException && (result is null || !HookReference.TakesResult(candidate, result)))
            return null;

        var property = takesException ? reference.Property : reference.Property + "Result";
        var path = $"{namer.NameFromRoot(candidate.ContainingType)}.{Identifiers.Escape(candidate.Name)}";
        return new(property, reference.IsPause ? $"static (outcome, _) => {path}(outcome)" : path);
    }

    // A result with an HTTP status (an HttpResponseMessage, a Refit ApiResponse) says itself whether it is a failure.
    private static void AddOfHttp(ITypeSymbol result, ref List<Hook>? hooks)
    {
        if (!HasProperty(result, "StatusCode", "HttpStatusCode"))
            return;

        const string Http = "global::Ambassador.Retry.HttpFailures";
        if (!Has(hooks, "RetryWhenResult"))
            (hooks ??= []).Add(new("RetryWhenResult", $"static result => result is {{ StatusCode: {{ }} status }} && {Http}.IsTransient(status)"));

        var member = result.IsReferenceType ? "result?.Headers" : "result.Headers";
        if (!Has(hooks, "RetryAfterResult") && HasProperty(result, "Headers", "HttpResponseHeaders"))
            (hooks ??= []).Add(new("RetryAfterResult", $"static (result, time) => {Http}.RetryAfter({member}, time)"));
    }

    private static bool HasProperty(ITypeSymbol type, string name, string propertyType)
    {
        if (type is not INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface })
            return false;

        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (Declares(current, name, propertyType))
                return true;
        }

        if (type.TypeKind != TypeKind.Interface)
            return false;

        foreach (var inherited in type.AllInterfaces)
        {
            if (Declares(inherited, name, propertyType))
                return true;
        }

        return false;
    }

    private static bool Declares(ITypeSymbol type, string name, string propertyType)
    {
        if (!MemberNames.MayContain(type, name))
            return false;

        foreach (var member in type.GetMembers(name))
        {
            if (member is IPropertySymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public } property
                && Plain(property.Type) is { } declared
                && declared.Name == propertyType
                && declared.ContainingNamespace is { Name: "Net" or "Headers" } @namespace
                && @namespace.ToDisplayString() is "System.Net" or "System.Net.Http.Headers")
                return true;
        }

        return false;
    }

    private static ITypeSymbol Plain(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static bool MentionsAny(ITypeSymbol type, ImmutableArray<ITypeParameterSymbol> parameters) => parameters.Any(parameter => Mentions(type, parameter));

    private static bool Mentions(ITypeSymbol type, ITypeParameterSymbol parameter) => type switch
    {
        ITypeParameterSymbol => SymbolEqualityComparer.Default.Equals(type, parameter),
        IArrayTypeSymbol array => Mentions(array.ElementType, parameter),
        INamedTypeSymbol named => named.TypeArguments.Any(argument => Mentions(argument, parameter))
            || (named.ContainingType is { } outer && Mentions(outer, parameter)),
        _ => false,
    };

    private static bool Has(List<Hook>? hooks, string property) => hooks is not null && hooks.Exists(hook => hook.Property == property);
}
