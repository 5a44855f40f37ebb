using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ambassador.Generators.Extraction;

/// <summary>Reads the settings off attributes: off <c>[Ambassador]</c> and its like, and off those of one policy, as <c>[Retry]</c>.</summary>
internal static class PolicyReader
{
    private const string Suffix = "Attribute";

    /// <summary>Whether an attribute is one of a single policy's.</summary>
    public static bool IsOfOnePolicy(AttributeData attribute) =>
        OurAttributes.IsOurs(attribute)
        && attribute.AttributeClass!.Name is "RetryAttribute" or "RetryBudgetAttribute" or "TimeoutAttribute" or "CircuitBreakerAttribute"
            or "HedgeAttribute" or "IdempotentAttribute" or "BulkheadAttribute" or "RateLimitAttribute" or "AdaptiveConcurrencyAttribute"
            or "PipelineAttribute" or "FallbackAttribute" or "BalanceAttribute" or "EjectAttribute" or "HealthCheckAttribute" or "PoolAttribute";

    /// <summary>
    /// Adds what an attribute sets to <paramref name="settings"/>, where nothing is set yet. A value outside its range is left out: the analyzer
    /// has said so, and the class that other code uses should not be missing on top of it.
    /// </summary>
    public static void Read(AttributeData attribute, List<Setting> settings)
    {
        var on = TypeOf(attribute, "On");
        foreach (var (rule, _, constant) in Values(attribute))
        {
            if (Read(rule, constant) is { } setting)
                Add(settings, setting with { On = rule.IsByFailure ? on : null });
        }

        var name = NameOf(attribute);
        AddExceptions(name, on, TypeOf(attribute, "NotOn"), settings);
        if (PolicyRules.Find(name, "") is { } marker)
            Add(settings, new(marker.Name, 1));
        else if (TypeOf(attribute, "FallbackType") is not null)
            Add(settings, new(PolicyRules.Fallback.Name, 1));
    }

    /// <summary>Every argument of an attribute that is a setting, with its name there; what is wrong with it is not looked at.</summary>
    public static IEnumerable<(PolicyRule Rule, string Property, TypedConstant Value)> Values(AttributeData attribute)
    {
        var name = NameOf(attribute);
        for (var i = 0; i < attribute.ConstructorArguments.Length; i++)
        {
            var parameter = attribute.AttributeConstructor!.Parameters[i].Name;
            if (PolicyRules.Find(name, parameter) is { } rule)
                yield return (rule, parameter, attribute.ConstructorArguments[i]);
        }

        foreach (var argument in attribute.NamedArguments)
        {
            if ((PolicyRules.Find(name, argument.Key) ?? (OurAttributes.HasAllSettings(attribute) ? PolicyRules.Find(argument.Key) : null)) is { } rule)
                yield return (rule, argument.Key, argument.Value);
        }
    }

    /// <summary>The number that an argument stands for, or null where it is none or the code does not compile anyway.</summary>
    public static double? Number(TypedConstant constant) => constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum
        ? constant.Value switch
        {
            int whole => whole,
            double real => real,
            bool flag => flag ? 1 : 0,
            _ => null,
        }
        : null;

    private static Setting? Read(PolicyRule rule, TypedConstant constant)
    {
        if (rule.Kind == SettingKind.Text)
            return constant.Value is string { Length: > 0 } text && rule.Allows(text) ? new(rule.Name, 0, text) : null;

        return Number(constant) is { } value && rule.Allows(value) ? new(rule.Name, value) : null;
    }

    // "Only on" is "not, but on"; "not on" is "never, on".
    private static void AddExceptions(string name, string? on, string? notOn, List<Setting> settings)
    {
        var flag = name == PolicyRules.Breaker.Attribute ? PolicyRules.BreakerCounts
            : name == PolicyRules.Fallback.Attribute ? PolicyRules.Fallback
            : null;
        if (flag is not null && on is not null)
        {
            Add(settings, new(flag.Name, 0));
            Add(settings, new(flag.Name, 1, On: on));
        }

        if (notOn is not null)
            Add(settings, new((flag ?? PolicyRules.Retry).Name, 0, On: notOn));
    }

    private static void Add(List<Setting> settings, Setting setting)
    {
        if (!SettingsReader.Names(settings, setting))
            settings.Add(setting);
    }

    private static string? TypeOf(AttributeData attribute, string property)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == property && argument.Value.Value is INamedTypeSymbol { TypeKind: not TypeKind.Error } type)
                return type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        }

        return null;
    }

    private static string NameOf(AttributeData attribute)
    {
        var name = attribute.AttributeClass!.Name;
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }
}
